import { open, type RootDatabase, type Transaction } from 'lmdb'
import { Batch, type Change } from './batch'

export interface Range {
  start: Buffer
  end: Buffer
  reverse?: boolean
}

export interface Entry {
  key: Buffer
  value: Buffer
}

/** Point reads: from the newest state, from a snapshot, or from a batch that is being put together. */
export interface Getter {
  get(key: Buffer): Buffer | undefined
}

export interface Reader extends Getter {
  range(range: Range): Iterable<Entry>
}

type Lmdb = RootDatabase<Buffer, Buffer>

const READERS_MAX = 1024

/** Ordered bytes on disk, with commits that are whole or not at all. */
export class Store implements Reader {
  private readonly db: Lmdb
  private readonly listeners: ((changes: Change[]) => void)[] = []
  // later than any number of an earlier run, so that a version never comes twice
  private lastVersion = Date.now() * 1000

  constructor(
    dir: string,
    private readonly noSync: boolean,
  ) {
    this.db = open<Buffer, Buffer>({
      path: dir,
      keyEncoding: 'binary',
      encoding: 'binary',
      maxReaders: READERS_MAX,
      // a commit that overlaps with the flush of the one before would be acknowledged before it is on disk
      ...(noSync ? { noSync } : { overlappingSync: false }),
    })
  }

  get(key: Buffer): Buffer | undefined {
    return this.db.get(key)
  }

  range(range: Range): Iterable<Entry> {
    return this.db.getRange(reversible(range))
  }

  /** Runs the work alone, then commits all it wrote or, when it throws, nothing. */
  async write<T>(work: (batch: Batch) => T): Promise<T> {
    let changes: Change[] = []
    const run = () =>
      this.run(batch => {
        changes = batch.changes
        return work(batch)
      })
    // With fsync, concurrent commits share one flush; without it, staying on this thread is quicker.
    const result = this.noSync ? this.db.transactionSync(run) : await this.db.transaction(run)
    if (changes.length) for (const listener of this.listeners) listener(changes)
    return result
  }

  /** Hears of every commit after it is done. */
  onCommit(listener: (changes: Change[]) => void): void {
    this.listeners.push(listener)
  }

  private run<T>(work: (batch: Batch) => T): T {
    const batch = new Batch(this)
    try {
      const result = work(batch)
      batch.flush((key, value) => void (value ? this.db.put(key, value) : this.db.remove(key)))
      return result
    } catch (error) {
      batch.abort()
      throw error
    }
  }

  snapshot(): Snapshot {
    return new Snapshot(this.db)
  }

  nextVersion(): number {
    return ++this.lastVersion
  }

  close(): Promise<void> {
    return this.db.close()
  }
}

/** Everything read through it is as it was when it was taken. It holds old pages until it is released. */
export class Snapshot implements Reader {
  private readonly transaction: Transaction

  constructor(private readonly db: Lmdb) {
    this.transaction = db.useReadTransaction()
  }

  get(key: Buffer): Buffer | undefined {
    return this.db.get(key, { transaction: this.transaction })
  }

  range(range: Range): Iterable<Entry> {
    return this.db.getRange({ ...reversible(range), transaction: this.transaction })
  }

  release(): void {
    this.transaction.done()
  }
}

// LMDB walks a reverse range from its (inclusive) start down to its (exclusive) end; ours are [start, end).
function reversible({ start, end, reverse }: Range) {
  if (!reverse) return { start, end }
  return { start: end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true }
}
