import { defineAction } from '../../shared/call/action'
import { staffIn } from '../../shared/call/caller'
import { isDuplicate } from '../../shared/cloud'
import { assertOwnFiles } from '../../shared/files/files'
import { actorOf, effectsOf } from '../../shared/effects/outbox'
import { addImport, getImport, importIdOf } from '../store/imports'
import { OpenInput } from '../inputs'
import { newImport } from '../store/new-import'
import { openRosterFile } from '../store/roster-file'
import { rosterView } from '../present/roster-view'
import type { RosterView } from '../views'

/** Reads an uploaded file and guesses its columns; nothing of it is imported yet (ACC-9). */
export const open = defineAction({
  kind: 'write',
  permission: 'roster.import',
  input: OpenInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const { communityId, fileId, fileName } = input
    staffIn(caller, communityId, 'roster.import')
    assertOwnFiles('fileId', [fileId], caller)

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
