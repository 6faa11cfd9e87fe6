import { defineAction } from '../../shared/call/action'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { deleteChunks } from '../store/chunks'
import { saveImport, seeImport } from '../store/imports'
import { PreviewInput } from '../inputs'
import { mappingOf, previewRoster } from '../store/preview'
import { rosterView } from '../present/roster-view'
import { stepRoster } from '../rules/statuses'
import type { RosterView } from '../views'

/** Counts and lists what confirming would do. With columns still missing the answer names them instead. */
export const preview = defineAction({
  kind: 'write',
  permission: 'roster.import',
  input: PreviewInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    stepRoster(roster.status, 'preview')
    const patch = await previewRoster(roster, mappingOf(roster, input.mapping ?? {}))
    const saved = await saveImport(roster, patch, effectsOf(context, actorIn(caller, roster.communityId)))
    if (saved.generation !== roster.generation)
      await deleteChunks({ importId: roster._id, generation: roster.generation })
    return rosterView(saved, now)
  },
})
