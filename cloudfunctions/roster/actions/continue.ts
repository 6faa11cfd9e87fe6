import { defineAction } from '../../shared/call/action'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { seeImport } from '../store/imports'
import { ContinueInput } from '../inputs'
import { rosterView } from '../present/roster-view'
import { runImport } from '../jobs/run-import'
import type { RosterView } from '../views'

/** Imports for a few seconds and tells how far it is; called until the status is no longer `running`. */
export const continueImport = defineAction({
  kind: 'write',
  permission: 'roster.import',
  input: ContinueInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    const ran = await runImport(roster, effectsOf(context, actorIn(caller, roster.communityId)))
    return rosterView(ran ?? (await seeImport(caller, input.id)), now)
  },
})
