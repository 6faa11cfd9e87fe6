import { continueRosterImports, deleteOldRosterFiles } from '../account/public'
import { deliverWaiting } from '../message/public'
import { announceLapses, lapseFinished } from '../repair/public'
import { copyEvidence } from '../shared/files/copy-evidence'
import { relayOutbox } from '../shared/effects/relay'

/** Every job by name, in this order: what one writes, the next moves on and delivers in the same minute. */
export const JOBS: Record<string, (now: Date) => Promise<number>> = {
  continueRosterImports,
  deleteOldRosterFiles,
  copyEvidence,
  announceLapses,
  lapseFinished,
  relayOutbox,
  deliverMessages: deliverWaiting,
}
