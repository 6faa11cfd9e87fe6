import { defineAction } from '../../shared/call/action'
import { seeImport } from '../imports'
import { RosterInput } from '../inputs'
import { rosterView } from '../roster-view'
import type { RosterView } from '../views'

export const roster = defineAction({
  kind: 'read',
  permission: 'account.import',
  input: RosterInput,
  async run({ input, caller, now }): Promise<RosterView> {
    return rosterView(await seeImport(caller, input.id), now)
  },
})
