import { badParam, CloudError } from './errors'

/** What may go wrong on purpose. Rates are probabilities from 0 to 1. */
export interface FaultSettings {
  /** Every request waits this long, at most ten minutes. */
  latencyMs: number
  /** The request fails before anything is done. */
  errorRate: number
  /** A transaction is refused as a conflict: at its commit or, see below, at the first write to a document. */
  conflictRate: number
  /** The work is done, but the caller hears an error. */
  lostReplyRate: number
  /** Conflicts are reported at the write that meets them, as the real service usually does. */
  isConflictAtOperation: boolean
  /** How many times each timer fires when it is due: at most 100. */
  timerRepeats: number
}

const NONE: FaultSettings = {
  latencyMs: 0,
  errorRate: 0,
  conflictRate: 0,
  lostReplyRate: 0,
  isConflictAtOperation: false,
  timerRepeats: 1,
}

const isUpTo = (most: number) => (value: unknown) => typeof value === 'number' && value >= 0 && value <= most
const isRate = isUpTo(1)

const IS_RIGHT: Record<keyof FaultSettings, (value: unknown) => boolean> = {
  latencyMs: isUpTo(10 * 60_000),
  errorRate: isRate,
  conflictRate: isRate,
  lostReplyRate: isRate,
  isConflictAtOperation: value => typeof value === 'boolean',
  timerRepeats: value => Number.isInteger(value) && isUpTo(100)(value),
}

/** A fault that is misspelt, or never happens, would make a test that can only pass. */
function refuseUnknown(name: string, value: unknown): void {
  if (Object.hasOwn(IS_RIGHT, name) && IS_RIGHT[name as keyof FaultSettings](value)) return
  throw badParam(`no such fault: ${name} = ${String(value)}; there are ${Object.keys(NONE).join(', ')}`)
}

const WRITES = /^(database\.(insert|modify|remove|commit)|wx\.)/

const conflict = () =>
  new CloudError('DATABASE_TRANSACTION_CONFLICT', '[ResourceUnavailable.TransactionConflict] switched on')

/** Faults that tests and people switch on, to see how callers bear them. */
export class Faults {
  private settings: FaultSettings

  /** @param usual settings of this cloud that `clear` goes back to */
  constructor(
    private readonly usual: Partial<FaultSettings> = {},
    private readonly random: () => number = Math.random,
  ) {
    this.settings = NONE
    this.clear()
  }

  get current(): FaultSettings {
    return this.settings
  }

  /** Changes the named settings; an empty object changes nothing. @throws CloudError on a setting that there is not */
  set(changes: Partial<FaultSettings>): void {
    for (const [name, value] of Object.entries(changes)) refuseUnknown(name, value)
    this.settings = { ...this.settings, ...changes }
  }

  clear(): void {
    this.settings = NONE
    this.set(this.usual)
  }

  async before(action: string): Promise<void> {
    const { latencyMs, errorRate, conflictRate, isConflictAtOperation } = this.settings
    if (latencyMs) await new Promise(resolve => setTimeout(resolve, latencyMs))
    if (this.happens(errorRate)) throw new CloudError('SYS_ERR', '[InternalError] switched on')
    const isCommit = action === 'database.commitTransaction'
    if (isCommit && !isConflictAtOperation && this.happens(conflictRate)) throw conflict()
  }

  /** Shall the first write of a transaction to a document be refused without a reason? */
  conflictsAtOperation(): boolean {
    return this.settings.isConflictAtOperation && this.happens(this.settings.conflictRate)
  }

  async after(action: string): Promise<void> {
    if (WRITES.test(action) && this.happens(this.settings.lostReplyRate))
      throw new CloudError('SERVER_TIMEOUT', '[Timeout] the reply was lost, the work is done')
  }

  private happens(rate: number): boolean {
    return rate > 0 && this.random() < rate
  }
}
