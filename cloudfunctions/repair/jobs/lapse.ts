import { later } from '../../shared/time/calendar'
import { command } from '../../shared/cloud'
import { eachSafely } from '../../shared/jobs/each-safely'
import { UNLIMITED, type Budget } from '../../shared/jobs/job'
import { SYSTEM_ACTOR } from '../../shared/effects/outbox'
import { acceptedBySilence, ANNOUNCE_MS } from '../rules/acceptance'
import { lapseAnnounced, lapsed } from '../messages/messages'
import { listSound, trySave } from '../store/orders'
import { takeSystemStep } from '../store/save-step'
import type { Repair } from '../schema'

// Silence counts as acceptance (REQ-8). Every order is saved against the version read, so a job that runs twice, late
// or beside another run, or beside the resident's own answer, changes and tells once.

/** Whole documents, so few that one answer of the database holds them. */
const BATCH = 20

const contextOf = (name: string, now: Date) => ({ action: `repair.${name}`, requestId: `job:${name}`, now })

/** The resident, or another run, may be faster: then there is nothing left to do. */
async function eachOf(
  filter: object,
  budget: Budget,
  work: (order: Repair) => Promise<Repair | null>,
): Promise<number> {
  const due = {
    filter: { status: 'finished', ...filter },
    order: [['lapseAt', 'asc']],
    limit: BATCH,
  } as const
  let done = 0
  await eachSafely({ job: 'lapse', budget }, await listSound('lapse', due), async order => {
    if (await work(order)) done += 1
  })
  return done
}

function announce(order: Repair, now: Date): Promise<Repair | null> {
  const messages = [lapseAnnounced({ ...order, at: now }, order.lapseAt!)]
  const effects = { ...contextOf('announceLapses', now), actor: SYSTEM_ACTOR, messages }
  return trySave(order, { isLapseAnnounced: true }, effects)
}

function lapse(order: Repair, now: Date): Promise<Repair | null> {
  const taken = takeSystemStep(contextOf('lapseFinished', now), order, 'lapse')
  return taken.trySave({
    patch: acceptedBySilence(now),
    lines: [taken.line('到期没有处理，视为验收通过')],
    tell: lapsed,
  })
}

/**
 * Job: tells residents, once, a day before that their silence will count. What is due already is not announced any
 * more: the message of completion has said it. @returns how many were told
 */
export function announceLapses(now: Date, budget: Budget = UNLIMITED): Promise<number> {
  const isNear = command.and([command.gt(now), command.lte(later(now, ANNOUNCE_MS))])
  return eachOf({ isLapseAnnounced: false, lapseAt: isNear }, budget, order => announce(order, now))
}

/** Job: takes as accepted what nobody answered in time. @returns how many were */
export const lapseFinished = (now: Date, budget: Budget = UNLIMITED): Promise<number> =>
  eachOf({ lapseAt: command.lte(now) }, budget, order => lapse(order, now))
