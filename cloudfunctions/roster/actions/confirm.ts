import { defineAction } from '../../shared/call/action'
import { AppError } from '../../shared/call/errors'
import { actorIn } from '../../shared/call/actor'
import { effectsOf } from '../../shared/effects/outbox'
import { saveImport, seeImport } from '../store/imports'
import { ConfirmInput } from '../inputs'
import { rosterView } from '../present/roster-view'
import { FREE } from '../../shared/jobs/run'
import { cleanAfterRun } from '../jobs/run-import'
import { stepRoster } from '../rules/statuses'
import type { RosterView } from '../views'

/** Starts the import of what the preview showed, or goes on with one that was stopped. */
export const confirm = defineAction({
  kind: 'write',
  permission: 'roster.import',
  input: ConfirmInput,
  async run(context): Promise<RosterView> {
    const { input, caller, now } = context
    const roster = await seeImport(caller, input.id)
    const status = stepRoster(roster.status, 'confirm')
    if (!roster.progress.total) throw new AppError('BAD_INPUT', '没有一行能导入，请改好文件再上传')
    const effects = effectsOf(context, actorIn(caller, roster.communityId))
    return rosterView(
      await saveImport(roster, { status, leaseUntil: FREE, cleanAt: cleanAfterRun(now) }, effects),
      now,
    )
  },
})
