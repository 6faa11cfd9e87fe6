import { defineAction } from '../../shared/call/action'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { saveImport, seeImport } from '../store/imports'
import { StopInput } from '../inputs'
import { rosterView } from '../present/roster-view'
import { FREE } from '../../shared/jobs/run'
import { cleanAfterRun } from '../jobs/run-import'
import { stepRoster } from '../rules/statuses'
import type { RosterView } from '../views'

/** What is imported stays; the rest can be gone on with until the file is deleted. */
export const stop = defineAction({
  kind: 'write',
  permission: 'roster.import',
  input: StopInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    const status = stepRoster(roster.status, 'stop')
    const patch = { status, leaseUntil: FREE, cleanAt: cleanAfterRun(now) }
    return rosterView(
      await saveImport(roster, patch, effectsOf(context, actorIn(caller, roster.communityId))),
      now,
    )
  },
})
