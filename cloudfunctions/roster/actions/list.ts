import { defineAction } from '../../shared/call/action'
import { listImports } from '../store/imports'
import { ListInput } from '../inputs'
import { rosterView } from '../present/roster-view'
import type { RosterView } from '../views'

/** The screen shows the latest; older ones are in the audit. */
const SHOWN = 20

export const list = defineAction({
  kind: 'read',
  permission: 'roster.import',
  input: ListInput,
  async run({ input, caller, now }): Promise<RosterView[]> {
    const { communityId } = input
    caller.staffIn(communityId)
    const rosters = await listImports({
      filter: { communityId },
      order: [['createdAt', 'desc']],
      limit: SHOWN,
    })
    return rosters.map(roster => rosterView(roster, now))
  },
})
