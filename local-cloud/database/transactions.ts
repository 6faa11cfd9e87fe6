import { randomUUID } from 'node:crypto'
import { CloudError } from '../errors'
import type { Store } from '../store/store'
import { CONFLICT, conflict, failed, isOvertaken, Transaction, type Write } from './transaction'

interface TransactionOptions {
  lifetimeMs: number
  /** Report a conflict at the write that meets it; otherwise at the commit. */
  isConflictAtOperation: () => boolean
  /** A conflict without a reason, to see how callers bear it. */
  conflictsAtOperation: () => boolean
}

const notThere = () =>
  failed(
    'TransactionNotExist',
    'Transaction does not exist on the server, transaction must be commit or abort in 30 seconds',
  )

const FAILED = 'DATABASE_REQUEST_FAILED'

export interface Operation {
  id: string
  /** When the caller began it, by the clock of this machine. */
  beganAtMs?: number
}

interface Open {
  transaction: Transaction
  timer: NodeJS.Timeout
  owner?: string
  /** An operation failed, and with it the transaction: it can only be rolled back. */
  isFailed?: boolean
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
    const transaction = new Transaction(this.store, (write, own) => this.checkFirstWrite(write, own))
    this.open.set(id, { transaction, timer, owner })
    return id
  }

  private checkFirstWrite(write: Write, own: Transaction): void {
    const { isConflictAtOperation, conflictsAtOperation } = this.options
    if (conflictsAtOperation()) throw conflict()
    if (!isConflictAtOperation()) return
    const isTaken = ({ transaction }: Open) => transaction !== own && transaction.holds(write.table, write.id)
    if (isOvertaken(write, this.store) || [...this.open.values()].some(isTaken)) throw conflict()
  }

  /** Has the owner an open transaction that has used the collection? */
  isUsing(owner: string | undefined, collection: unknown): boolean {
    const isIt = (own: Open) => own.owner === owner && own.transaction.collections.has(String(collection))
    return owner !== undefined && [...this.open.values()].some(isIt)
  }

  async commit(id: string): Promise<void> {
    const { isFailed } = this.find(id)
    const transaction = this.end(id)
    if (isFailed) throw notThere()
    await transaction.commit()
  }

  abort(id: string): void {
    this.end(id)
  }

  async run<T>({ id, beganAtMs }: Operation, work: (transaction: Transaction) => T): Promise<T> {
    const open = this.find(id)
    const { transaction } = open
    if (open.isFailed) throw notThere()
    try {
      return transaction.run(beganAtMs, work)
    } catch (error) {
      // MongoDB gives up the whole transaction, so that it no longer keeps others from writing
      const code = error instanceof CloudError ? error.code : undefined
      if (code === CONFLICT) this.end(id)
      if (code === FAILED) open.isFailed = true
      throw error
    }
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.end(id)
  }

  private find(id: string): Open {
    const found = this.open.get(id)
    if (!found) throw notThere()
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
