import { randomUUID } from 'node:crypto'
import { CloudError } from '../errors'
import type { Collection } from '../store/catalog'
import { findUnique, type Stored } from '../store/records'
import type { Batch, Snapshot } from '../store/store'
import { encode } from '../values/encode'
import type { Doc } from '../values/types'
import type { Database } from './database'

// Optimistic: reads see the state of the beginning plus the transaction's own writes; the commit checks that
// nobody else has written the same documents since. The first committer wins.

interface Write {
  collection: Collection
  id: unknown
  /** The document as the transaction first saw it. */
  base: Stored | undefined
  /** What it shall become; null removes it. */
  doc: Doc | null
}

interface Transaction {
  snapshot: Snapshot
  writes: Map<string, Write>
  timer: NodeJS.Timeout
  isBusy: boolean
}

export interface Transactions {
  start(): string
  commit(id: string): Promise<void>
  abort(id: string): void
  /** Runs one operation of the transaction; a second one at the same time is refused as the real service does. */
  run<T>(id: string, work: (operations: TransactionOperations) => T): Promise<T>
  close(): void
}

export interface TransactionOperations {
  get(collection: Collection, id: unknown): Doc | undefined
  write(collection: Collection, id: unknown, doc: Doc | null): void
}

export interface TransactionOptions {
  lifetimeMs: number
  /** Report a conflict at the operation that meets it, as the real service sometimes does. */
  isConflictAtOperation: () => boolean
}

const conflict = () =>
  new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others',
  )
const failed = (reason: string) =>
  new CloudError('DATABASE_TRANSACTION_FAIL', `[ResourceUnavailable.${reason}] Transaction failed`)

const keyOf = (collection: Collection, id: unknown) => `${collection.id}:${encode(id).toString('latin1')}`
const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve))

export function openTransactions(database: Database, options: TransactionOptions): Transactions {
  const { store, records } = database
  const open = new Map<string, Transaction>()

  function find(id: string): Transaction {
    const transaction = open.get(id)
    if (!transaction) throw failed('TransactionNotExist')
    return transaction
  }

  function end(id: string): Transaction {
    const transaction = find(id)
    clearTimeout(transaction.timer)
    open.delete(id)
    transaction.snapshot.release()
    return transaction
  }

  const committed = (batch: Batch | undefined, { collection, id }: Pick<Write, 'collection' | 'id'>) =>
    findUnique(batch ?? store, collection, { _id: id })

  function operations({ snapshot, writes }: Transaction): TransactionOperations {
    const first = (collection: Collection, id: unknown) => {
      const base = findUnique(store, collection, { _id: id }, snapshot)
      if (
        options.isConflictAtOperation() &&
        committed(undefined, { collection, id })?.version !== base?.version
      )
        throw conflict()
      return base
    }
    return {
      get(collection, id) {
        const own = writes.get(keyOf(collection, id))
        return own ? (own.doc ?? undefined) : first(collection, id)?.doc
      },
      write(collection, id, doc) {
        const own = writes.get(keyOf(collection, id))
        const base = own ? own.base : first(collection, id)
        writes.set(keyOf(collection, id), { collection, id, base, doc })
      },
    }
  }

  function apply(batch: Batch, { collection, base, doc }: Write): void {
    if (base && doc) records.replace(batch, collection, base, doc)
    else if (base) records.remove(batch, collection, base)
    else if (doc) records.insert(batch, collection, doc)
  }

  return {
    start() {
      const id = randomUUID()
      // an open snapshot keeps old pages alive, so nobody may forget one for ever
      const timer = setTimeout(() => end(id), options.lifetimeMs).unref()
      open.set(id, { snapshot: store.snapshot(), writes: new Map(), timer, isBusy: false })
      return id
    },
    async commit(id) {
      const writes = [...end(id).writes.values()]
      if (!writes.length) return
      await store.write(batch => {
        for (const write of writes)
          if (committed(batch, write)?.version !== write.base?.version) throw conflict()
        for (const write of writes) apply(batch, write)
      })
    },
    abort: id => void end(id),
    async run(id, work) {
      const transaction = find(id)
      if (transaction.isBusy) throw failed('TransactionBusy')
      transaction.isBusy = true
      try {
        const result = work(operations(transaction))
        await nextTurn()
        return result
      } finally {
        transaction.isBusy = false
      }
    },
    close() {
      for (const id of [...open.keys()]) end(id)
    },
  }
}
