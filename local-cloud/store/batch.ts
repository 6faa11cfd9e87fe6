import type { Getter } from './store'

/** What a committed batch did to one document. */
export interface Change {
  collection: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  /** The whole document was set, not some of its fields. */
  isReplacement?: boolean
}

interface Pending {
  key: Buffer
  value: Buffer | null
}

/** Writes that belong together. Its point reads see them; nothing is in the store before all is right. */
export class Batch implements Getter {
  private readonly pending = new Map<string, Pending>()
  private readonly undos: (() => void)[] = []
  readonly changes: Change[] = []

  constructor(private readonly base: Getter) {}

  get(key: Buffer): Buffer | undefined {
    const own = this.pending.size ? this.pending.get(key.toString('latin1')) : undefined
    return own ? (own.value ?? undefined) : this.base.get(key)
  }

  put(key: Buffer, value: Buffer): void {
    this.pending.set(key.toString('latin1'), { key, value })
  }

  remove(key: Buffer): void {
    this.pending.set(key.toString('latin1'), { key, value: null })
  }

  /** Takes back a change made in memory when the batch is given up. */
  onAbort(undo: () => void): void {
    this.undos.push(undo)
  }

  abort(): void {
    for (const undo of this.undos.reverse()) undo()
  }

  flush(write: (key: Buffer, value: Buffer | null) => void): void {
    for (const { key, value } of this.pending.values()) write(key, value)
  }
}
