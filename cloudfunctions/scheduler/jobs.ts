import { continueRosterImports, deleteOldRosterFiles } from '../roster/public'
import { deliverWaiting } from '../message/public'
import { announceLapses, lapseFinished } from '../repair/public'
import { relayOutbox } from '../shared/effects/relay'

/** Every job by name, in this order: what one writes, the next moves on and delivers in the same minute. */
export const JOBS: Record<string, (now: Date) => Promise<number>> = {
  continueRosterImports,
  deleteOldRosterFiles,
  announceLapses,
  lapseFinished,
  relayOutbox,
  deliverMessages: deliverWaiting,
}
