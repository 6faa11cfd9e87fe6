import { defineAction } from '../../shared/call/action'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
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
    const actor = actorIn(caller, communityId)

    const _id = importIdOf(communityId, fileId)
    const existing = await getImport(_id)
    if (existing) return rosterView(existing, now)

    const { table, bytes } = await openRosterFile(fileId)
    const fresh = newImport(table, { _id, communityId, fileId, fileName, bytes, actor, now })
    const added = await addImport(fresh, effectsOf(context, actor))
    return rosterView(added ?? (await getImport(_id))!, now)
  },
})
