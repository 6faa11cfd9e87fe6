import type { ActionContext } from '../../shared/call/action'
import { isDuplicate } from '../../shared/cloud'
import { AppError } from '../../shared/call/errors'
import { effectsOf, type Effects } from '../../shared/effects/outbox'
import type { Community, Resident } from '../../shared/people/people'
import type { Fresh } from '../../shared/store/repository'
import { giveBackAttempt, takeAttempt } from './attempts'
import { approved, waiting } from '../messages/messages'
import { answeredAlready, type Application } from './registration'
import { addResident, getResident, saveResident } from './residents'

type Context = Pick<ActionContext, 'action' | 'requestId' | 'now'>

/** @throws TOO_MANY when the day's attempts that did not match are used up */
export async function reserveAttempt(personId: string, community: Community, now: Date): Promise<void> {
  if (await takeAttempt(personId, now)) return
  throw new AppError(
    'TOO_MANY',
    `今天对不上的次数太多了，请明天再试，或打服务台 ${community.desk.phone}，我们帮您登记`,
  )
}

function effectsFor(context: Context, fresh: Fresh<Resident>): Effects {
  const { personId, name, relation, _id: id, status } = fresh
  const messages =
    status === 'approved' ? [approved(fresh, context.now)] : [waiting({ ...fresh, id }, context.now)]
  return { ...effectsOf(context, { personId, name, as: relation }), messages }
}

const isRace = (error: unknown) =>
  isDuplicate(error) || (error instanceof AppError && error.code === 'CONFLICT')

/**
 * Stores what was decided. A match was no guess and costs no attempt, and neither does a second tap that found the first
 * one's row: it is answered with that row.
 */
export async function submitApplication(
  context: Context,
  {
    fresh,
    before,
    application,
  }: { fresh: Fresh<Resident>; before: Resident | null; application: Application },
): Promise<Resident> {
  const effects = effectsFor(context, fresh)
  // an id cannot be updated, and a row never leaves its community
  const { _id, communityId: _communityId, ...patch } = fresh
  const giveBack = () => giveBackAttempt(fresh.personId, context.now)
  try {
    const saved = before ? await saveResident(before, patch, effects) : await addResident(fresh, effects)
    if (saved.status === 'approved') await giveBack()
    return saved
  } catch (error) {
    const latest = isRace(error) ? await getResident(_id) : null
    const same = answeredAlready(latest, application)
    if (!same) throw error
    await giveBack()
    return same
  }
}
