import { defineAction } from '../../shared/call/action'
import { seeImport } from '../store/imports'
import { DetailInput } from '../inputs'
import { rosterView } from '../present/roster-view'
import type { RosterView } from '../views'

export const detail = defineAction({
  kind: 'read',
  permission: 'roster.import',
  input: DetailInput,
  async run({ input, caller, now }): Promise<RosterView> {
    return rosterView(await seeImport(caller, input.id), now)
  },
})
