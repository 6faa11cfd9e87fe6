import { defineAction } from '../../shared/call/action'
import { staffIn } from '../../shared/call/caller'
import { isDuplicate } from '../../shared/cloud'
import { actorOf, effectsOf } from '../../shared/effects/outbox'
import { addImport, getImport, importIdOf } from '../imports'
import { OpenRosterInput } from '../inputs'
import { newImport } from '../new-import'
import { openRosterFile } from '../roster-file'
import { rosterView } from '../roster-view'
import type { RosterView } from '../views'

/** Reads an uploaded file and guesses its columns; nothing of it is imported yet (ACC-9). */
export const openRoster = defineAction({
  kind: 'write',
  permission: 'account.import',
  input: OpenRosterInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const { communityId, fileId, fileName } = input
    staffIn(caller, communityId, 'account.import')

    const _id = importIdOf(communityId, fileId)
    const existing = await getImport(_id)
    if (existing) return rosterView(existing, now)

    const { table, bytes } = await openRosterFile(fileId)
    const actor = actorOf(caller, 'staff')
    const fresh = newImport(table, { _id, communityId, fileId, fileName, bytes, actor, caller, now })
    try {
      return rosterView(await addImport(fresh, effectsOf(context, actor)), now)
    } catch (error) {
      const twin = isDuplicate(error) ? await getImport(_id) : null
      if (!twin) throw error
      return rosterView(twin, now)
    }
  },
})
