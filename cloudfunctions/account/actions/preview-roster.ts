import { defineAction } from '../../shared/call/action'
import { actorOf, effectsOf } from '../../shared/effects/outbox'
import { deleteChunks } from '../chunks'
import { saveImport, seeImport } from '../imports'
import { PreviewRosterInput } from '../inputs'
import { mappingOf, previewRoster as preview } from '../preview-roster'
import { rosterView } from '../roster-view'
import { stepRoster } from '../rules/statuses'
import type { RosterView } from '../views'

/** Counts and lists what confirming would do. With columns still missing the answer names them instead. */
export const previewRoster = defineAction({
  kind: 'write',
  permission: 'account.import',
  input: PreviewRosterInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    stepRoster(roster.status, 'preview')
    const patch = await preview(roster, mappingOf(roster, input.mapping ?? {}))
    const saved = await saveImport(roster, patch, effectsOf(context, actorOf(caller, 'staff')))
    if (saved.generation !== roster.generation)
      await deleteChunks({ importId: roster._id, generation: roster.generation })
    return rosterView(saved, now)
  },
})
