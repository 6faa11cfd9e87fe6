import { defineAction } from '../../shared/call/action'
import { actorOf, effectsOf } from '../../shared/effects/outbox'
import { seeImport } from '../imports'
import { ContinueRosterInput } from '../inputs'
import { rosterView } from '../roster-view'
import { runImport } from '../run-import'
import type { RosterView } from '../views'

/** Imports for a few seconds and tells how far it is; called until the status is no longer `running`. */
export const continueRoster = defineAction({
  kind: 'write',
  permission: 'account.import',
  input: ContinueRosterInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    const ran = await runImport(roster, effectsOf(context, actorOf(caller, 'staff')))
    return rosterView(ran ?? (await seeImport(caller, input.id)), now)
  },
})
