import type { Caller } from '../call/caller'
import type { ActionContext } from '../call/action'
import type { AuditRow, MessageRow } from '../store/stored'

/** A message without its bookkeeping; see MessageRow for the parts. */
export type Message = Omit<MessageRow, 'kind' | 'id' | 'at'>

/** Who did it, as the audit shows it. `as` is the position or relation it was done in. */
export type Actor = AuditRow['actor']

export const SYSTEM_ACTOR: Actor = { personId: 'system', name: '系统', as: 'system' }

export function actorOf(caller: Caller, as: 'resident' | 'staff'): Actor {
  if (as === 'staff' && caller.staff) {
    return { personId: caller.personId, name: caller.staff.name, as: caller.staff.roles.join(',') }
  }
  const home = caller.homes[0]
  return { personId: caller.personId, name: home?.name ?? '', as: home?.relation ?? 'visitor' }
}

/** What a save tells the world, besides the changed document itself. */
export interface Effects {
  actor: Actor
  /** `function.action`, as it is called */
  action: string
  requestId: string
  now: Date
  messages?: Message[]
  /** for the audit, when the change itself does not say it: what was looked at, and why */
  detail?: Record<string, string>
}

export const effectsOf = (
  context: Pick<ActionContext, 'action' | 'requestId' | 'now'>,
  actor: Actor,
): Effects => ({
  actor,
  action: context.action,
  requestId: context.requestId,
  now: context.now,
})
