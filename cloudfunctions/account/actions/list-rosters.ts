import { defineAction } from '../../shared/call/action'
import { staffIn } from '../../shared/call/caller'
import { listImports } from '../imports'
import { ListRostersInput } from '../inputs'
import { rosterView } from '../roster-view'
import type { RosterView } from '../views'

/** The screen shows the latest; older ones are in the audit. */
const SHOWN = 20

export const listRosters = defineAction({
  kind: 'read',
  permission: 'account.import',
  input: ListRostersInput,
  async run({ input, caller, now }): Promise<RosterView[]> {
    const { communityId } = input
    staffIn(caller, communityId, 'account.import')
    const rosters = await listImports({
      filter: { communityId },
      order: [['createdAt', 'desc']],
      limit: SHOWN,
    })
    return rosters.map(roster => rosterView(roster, now))
  },
})
