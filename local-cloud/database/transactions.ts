import { randomUUID } from 'node:crypto'
import { CloudError } from '../errors'
import type { Batch } from '../store/batch'
import type { Snapshot, Store } from '../store/store'
import type { Stored, Table } from '../store/table'
import { encode } from '../values/encode'
import type { Doc } from '../values/types'

// Optimistic: reads see the state of the beginning plus the transaction's own writes; the commit checks that
// nobody else has written the same documents since. The first committer wins.

interface Write {
  table: Table
  id: unknown
  /** The document as the transaction first saw it. */
  base: Stored | undefined
  /** What it shall become; null removes it. */
  doc: Doc | null
  isReplacement?: boolean
}

type Wish = Pick<Write, 'id' | 'doc' | 'isReplacement'>

export interface TransactionOptions {
  lifetimeMs: number
  /** Report a conflict already at the operation that meets it, as the real service sometimes does. */
  isConflictAtOperation: () => boolean
}

const conflict = () =>
  new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others',
  )
const failed = (reason: string) =>
  new CloudError('DATABASE_TRANSACTION_FAIL', `[ResourceUnavailable.${reason}] Transaction failed`)

const keyOf = (table: Table, id: unknown) => `${table.name}\n${encode(id).toString('latin1')}`

/** One open transaction: single documents only, as the real service allows. */
export class Transaction {
  private readonly snapshot: Snapshot
  private readonly writes = new Map<string, Write>()
  private repliedAtMs = 0
  readonly collections = new Set<string>()

  constructor(
    private readonly store: Store,
    private readonly options: TransactionOptions,
  ) {
    this.snapshot = store.snapshot()
  }

  get(table: Table, id: unknown): Doc | undefined {
    this.collections.add(table.name)
    const own = this.writes.get(keyOf(table, id))
    return own ? (own.doc ?? undefined) : this.firstSeen(table, id)?.doc
  }

  write(table: Table, wish: Wish): void {
    this.collections.add(table.name)
    const key = keyOf(table, wish.id)
    const own = this.writes.get(key)
    const base = own ? own.base : this.firstSeen(table, wish.id)
    this.writes.set(key, { table, base, ...wish })
  }

  async commit(): Promise<void> {
    const writes = [...this.writes.values()]
    if (!writes.length) return
    await this.store.write(batch => {
      const isOvertaken = writes.some(
        ({ table, id, base }) => table.findById(batch, id)?.version !== base?.version,
      )
      if (isOvertaken) throw conflict()
      for (const write of writes) apply(batch, write)
    })
  }

  end(): void {
    this.snapshot.release()
  }

  /** Runs one operation. One that was begun before the last was answered is refused, as the real service does. */
  run<T>(beganAtMs: number | undefined, work: (transaction: Transaction) => T): T {
    if (beganAtMs !== undefined && beganAtMs < this.repliedAtMs) throw failed('TransactionBusy')
    try {
      return work(this)
    } finally {
      this.repliedAtMs = Date.now()
    }
  }

  private firstSeen(table: Table, id: unknown): Stored | undefined {
    const base = table.findById(this.snapshot, id)
    const isLate = this.options.isConflictAtOperation()
    if (isLate && table.findById(this.store, id)?.version !== base?.version) throw conflict()
    return base
  }
}

function apply(batch: Batch, { table, base, doc, isReplacement }: Write): void {
  if (base && doc) table.replace(batch, base, doc)
  else if (base) table.remove(batch, base)
  else if (doc) table.insert(batch, doc)
  if (base && doc) batch.changes.at(-1)!.isReplacement = isReplacement
}

export interface Operation {
  id: string
  /** When the caller began it, by the clock of this machine. */
  beganAtMs?: number
}

interface Open {
  transaction: Transaction
  timer: NodeJS.Timeout
  owner?: string
}

export class Transactions {
  private readonly open = new Map<string, Open>()

  constructor(
    private readonly store: Store,
    private readonly options: TransactionOptions,
  ) {}

  /** @param owner the call of a function that begins it */
  start(owner?: string): string {
    const id = randomUUID()
    // an open snapshot keeps old pages alive, so nobody may forget one for ever
    const timer = setTimeout(() => this.end(id), this.options.lifetimeMs).unref()
    this.open.set(id, { transaction: new Transaction(this.store, this.options), timer, owner })
    return id
  }

  /** Has the owner an open transaction that has used the collection? */
  isUsing(owner: string | undefined, collection: unknown): boolean {
    const isIt = (own: Open) => own.owner === owner && own.transaction.collections.has(String(collection))
    return owner !== undefined && [...this.open.values()].some(isIt)
  }

  commit(id: string): Promise<void> {
    return this.end(id).commit()
  }

  abort(id: string): void {
    this.end(id)
  }

  async run<T>({ id, beganAtMs }: Operation, work: (transaction: Transaction) => T): Promise<T> {
    return this.find(id).transaction.run(beganAtMs, work)
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.end(id)
  }

  private find(id: string): Open {
    const found = this.open.get(id)
    if (!found) throw failed('TransactionNotExist')
    return found
  }

  private end(id: string): Transaction {
    const { transaction, timer } = this.find(id)
    clearTimeout(timer)
    this.open.delete(id)
    transaction.end()
    return transaction
  }
}
