import { open, type Transaction } from 'lmdb'

/** A read position in time: everything read through it is as it was when it was taken. */
export interface Snapshot {
  transaction: Transaction
  release(): void
}

export interface Range {
  start: Buffer
  end: Buffer
  reverse?: boolean
}

/** Point reads and writes that see each other; nothing reaches the disk until the work has returned. */
export interface Batch {
  get(key: Buffer): Buffer | undefined
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
  /** Takes back a change made in memory when the batch is given up. */
  onAbort(undo: () => void): void
}

export interface Store {
  get(key: Buffer, at?: Snapshot): Buffer | undefined
  range(range: Range, at?: Snapshot): Iterable<{ key: Buffer; value: Buffer }>
  /** Runs the work alone, then commits all it wrote or, when it throws, nothing. */
  write<T>(work: (batch: Batch) => T): Promise<T>
  snapshot(): Snapshot
  close(): Promise<void>
}

const at = (snapshot?: Snapshot) => (snapshot ? { transaction: snapshot.transaction } : undefined)

interface Pending {
  key: Buffer
  value: Buffer | null
}

export function openStore(dir: string, noSync: boolean): Store {
  // Commits that overlap with the flush of the one before would be acknowledged before they are on disk.
  const db = open<Buffer, Buffer>({
    path: dir,
    keyEncoding: 'binary',
    encoding: 'binary',
    maxReaders: 1024,
    ...(noSync ? { noSync } : { overlappingSync: false }),
  })

  function batch(): Batch & { flush(): void; abort(): void } {
    const pending = new Map<string, Pending>()
    const undos: (() => void)[] = []
    const hold = (key: Buffer, value: Buffer | null) =>
      void pending.set(key.toString('latin1'), { key, value })
    return {
      get(key) {
        const own = pending.size ? pending.get(key.toString('latin1')) : undefined
        return own ? (own.value ?? undefined) : db.get(key)
      },
      put: hold,
      remove: key => hold(key, null),
      onAbort: undo => void undos.push(undo),
      abort: () => undos.reverse().forEach(undo => undo()),
      flush() {
        for (const { key, value } of pending.values()) void (value ? db.put(key, value) : db.remove(key))
      },
    }
  }

  function run<T>(work: (batch: Batch) => T): T {
    const writes = batch()
    try {
      const result = work(writes)
      writes.flush()
      return result
    } catch (error) {
      writes.abort()
      throw error
    }
  }

  return {
    get: (key, snapshot) => db.get(key, at(snapshot)),
    range: (range, snapshot) => db.getRange({ ...reversible(range), ...at(snapshot) }),
    // With fsync, concurrent commits share one flush; without it, staying on this thread is quicker.
    write: async work => (noSync ? db.transactionSync(() => run(work)) : db.transaction(() => run(work))),
    snapshot() {
      const transaction = db.useReadTransaction()
      return { transaction, release: () => transaction.done() }
    },
    close: () => db.close(),
  }
}

// LMDB walks a reverse range from its (inclusive) start down to its (exclusive) end; ours are [start, end).
function reversible({ start, end, reverse }: Range) {
  if (!reverse) return { start, end }
  return { start: end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true }
}
