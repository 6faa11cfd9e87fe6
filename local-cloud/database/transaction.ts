import { CloudError } from '../errors'
import { Batch } from '../store/batch'
import type { Getter, Snapshot, Store } from '../store/store'
import type { Stored, Table } from '../store/table'
import { encode } from '../values/encode'
import type { Doc } from '../values/types'
import { find, type Search } from './find'
import { compileQuery } from './match/compile'
import { sortDocs } from './sort'

// Optimistic: reads see the state of the first operation plus the transaction's own writes; the commit checks that
// nobody else has written the same documents since. On demand a write is refused as soon as somebody else has written
// the document, or is about to in another transaction.

export interface Write {
  table: Table
  id: unknown
  /** The document as the transaction first saw it. */
  base: Stored | undefined
  /** What it shall become; null removes it. */
  doc: Doc | null
  isReplacement?: boolean
}

type Wish = Pick<Write, 'id' | 'doc' | 'isReplacement'>

const ADVICE = 'Please check your request, but if the problem persists, contact us.'
export const CONFLICT = 'DATABASE_TRANSACTION_CONFLICT'
export const conflict = () =>
  new CloudError(
    CONFLICT,
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${ADVICE}`,
  )
export const failed = (reason: string, why: string) =>
  new CloudError('DATABASE_TRANSACTION_FAIL', `[ResourceUnavailable.${reason}] ${why}. ${ADVICE}`)
const busy = () => failed('TransactionBusy', 'Transaction is busy with another operation')

const keyOf = (table: Table, id: unknown) => `${table.name}\n${encode(id).toString('latin1')}`

/** One open transaction. */
export class Transaction {
  private taken: Snapshot | undefined
  private readonly writes = new Map<string, Write>()
  private repliedAtMs = 0
  private isTried = true
  readonly collections = new Set<string>()

  /** @param checkFirstWrite hears of the first write of each document; may throw */
  constructor(
    private readonly store: Store,
    private readonly checkFirstWrite: (write: Write, own: Transaction) => void,
  ) {}

  /** As MongoDB: of the moment of the first operation, not of the beginning. */
  private get snapshot(): Snapshot {
    return (this.taken ??= this.store.snapshot())
  }

  get(table: Table, id: unknown): Doc | undefined {
    this.collections.add(table.name)
    const own = this.writes.get(keyOf(table, id))
    return own ? (own.doc ?? undefined) : table.findById(this.snapshot, id)?.doc
  }

  find(table: Table, search: Search): Doc[] {
    this.collections.add(table.name)
    const own = [...this.writes.values()].filter(write => write.table === table)
    const { query, sort = {}, offset = 0, limit = Infinity } = search
    // each own write may take the place of one that the snapshot offers
    const { records } = find(this.snapshot, table, { query, sort, limit: offset + limit + own.length })
    const untouched = records.map(r => r.doc).filter(({ _id: id }) => !this.holds(table, id))
    const matches = compileQuery(query)
    const written = own.flatMap(({ doc }) => (doc && matches(doc) ? [doc] : []))
    return sortDocs([...untouched, ...written], doc => doc, sort).slice(offset, offset + limit)
  }

  write(table: Table, wish: Wish): void {
    this.collections.add(table.name)
    const key = keyOf(table, wish.id)
    const own = this.writes.get(key)
    const base = own ? own.base : table.findById(this.snapshot, wish.id)
    const write = { table, base, ...wish }
    if (!own) this.checkFirstWrite(write, this)
    this.writes.set(key, write)
    this.isTried = false
  }

  /** As MongoDB, a write that cannot be is refused at once; the commit checks again, against what others did. */
  private tryOut(): void {
    if (this.isTried) return
    const batch = new Batch(this.snapshot)
    try {
      applyAll(batch, [...this.writes.values()])
    } finally {
      batch.abort()
    }
    this.isTried = true
  }

  holds(table: Table, id: unknown): boolean {
    return this.writes.has(keyOf(table, id))
  }

  async commit(): Promise<void> {
    const writes = [...this.writes.values()]
    if (!writes.length) return
    await this.store.write(batch => {
      if (writes.some(write => isOvertaken(write, batch))) throw conflict()
      applyAll(batch, writes)
    })
  }

  end(): void {
    this.taken?.release()
  }

  /** Runs one operation. One that was begun before the last was answered is refused, as the real service does. */
  run<T>(beganAtMs: number | undefined, work: (transaction: Transaction) => T): T {
    if (beganAtMs !== undefined && beganAtMs < this.repliedAtMs) throw busy()
    try {
      const result = work(this)
      this.tryOut()
      return result
    } finally {
      this.repliedAtMs = Date.now()
    }
  }
}

/** Has anybody written the document since the transaction first saw it? */
export const isOvertaken = ({ table, id, base }: Write, now: Getter) =>
  table.findById(now, id)?.version !== base?.version

/** All together: a key that one document gives up another may take, whichever was written first. */
function applyAll(batch: Batch, writes: Write[]): void {
  for (const { table, base, doc } of writes) if (base && doc) table.release(batch, base, doc)
  for (const { table, base, doc } of writes) if (base && !doc) table.remove(batch, base)
  for (const { table, base, doc, isReplacement } of writes) {
    if (!doc) continue
    if (!base) table.insert(batch, doc)
    else {
      table.settle(batch, base, doc)
      batch.changes.at(-1)!.isReplacement = isReplacement
    }
  }
}
