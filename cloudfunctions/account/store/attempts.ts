import { defineLimit } from '../../shared/call/limit'
import { giveBack, tryTake } from '../../shared/call/limits'

/** Applications that do not match, per person and Beijing day; whoever needs more should talk to the desk. */
export const MAX_ATTEMPTS = 5

const LIMITS = [
  defineLimit({ name: 'register', per: 'person', atMost: MAX_ATTEMPTS, within: 'day', act: '登记' }),
]

/**
 * Takes one of the day's attempts before anything is compared, so that many guesses at once are no way round the limit.
 * @returns false when none is left
 */
export const takeAttempt = async (personId: string, now: Date): Promise<boolean> =>
  (await tryTake({ limits: LIMITS, subject: personId }, now)) === null

/** A match, or a repeated tap, was no guess. */
export const giveBackAttempt = (personId: string, now: Date): Promise<void> =>
  giveBack({ limits: LIMITS, subject: personId }, now)
