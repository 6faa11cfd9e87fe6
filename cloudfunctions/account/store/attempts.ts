import { command, db, isDuplicate } from '../../shared/cloud'
import { dateOf } from '../../shared/time/calendar'

/** Applications that do not match, per person and Beijing day; whoever needs more should talk to the desk. */
export const MAX_ATTEMPTS = 5

const attempts = () => db.collection('registration_attempts')
const idOf = (personId: string, now: Date) => `${personId}:${dateOf(now)}`

async function increment(_id: string): Promise<boolean> {
  const { stats } = await attempts()
    .where({ _id, count: command.lt(MAX_ATTEMPTS) })
    .update({ data: { count: command.inc(1) } })
  return stats.updated === 1
}

/**
 * Takes one of the day's attempts before anything is compared, so that many guesses at once are no way round the limit.
 * @returns false when none is left
 */
export async function takeAttempt(personId: string, now: Date): Promise<boolean> {
  const _id = idOf(personId, now)
  if (await increment(_id)) return true
  try {
    await attempts().add({ data: { _id, count: 1 } })
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // the day's limit, or another first attempt that came at the same instant
    return increment(_id)
  }
}

/** A match, or a repeated tap, was no guess. */
export async function giveBackAttempt(personId: string, now: Date): Promise<void> {
  await attempts()
    .where({ _id: idOf(personId, now), count: command.gt(0) })
    .update({ data: { count: command.inc(-1) } })
}
