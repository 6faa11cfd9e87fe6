import { db, isRetryable } from '../cloud'
import type { Transaction } from '../sdk'

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 30

const pause = (attempt: number) =>
  new Promise(resolve => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt + Math.random() * FIRST_PAUSE_MS))

/**
 * Several documents change together or not at all. Inside: one after the other, `collection().doc()` and
 * `add` only (anything else silently runs outside), no effects, because the callback may run again.
 * The SDK's own retry misses conflicts raised by an operation, hence ours, with the SDK's switched off.
 */
export async function transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.runTransaction(work, 0)
    } catch (error) {
      if (attempt + 1 >= ATTEMPTS || !isRetryable(error)) throw error
      await pause(attempt)
    }
  }
}
