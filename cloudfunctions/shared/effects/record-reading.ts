import { appendOnly } from '../store/table'
import { audits } from './collections'
import type { Effects } from './outbox'

/** What was looked at, whose and why; ids and words of ours, nothing personal. */
interface Reading {
  communityId: string
  targetId: string
  detail: Record<string, string>
}

/**
 * Records that somebody has read what is usually hidden, before it is shown (ACC-8). Apart from `save`, because a reading
 * changes no document. One trip.
 */
export async function recordReading(
  effects: Effects,
  { communityId, targetId, detail }: Reading,
): Promise<void> {
  const { actor, action, requestId, now } = effects
  await appendOnly(audits).append({
    _id: `${targetId}:read:${requestId}:${actor.personId}:${now.getTime()}`,
    communityId,
    actor: { personId: actor.personId, as: actor.as },
    action,
    targetId,
    before: {},
    after: detail,
    requestId,
    at: now,
    block: null,
    schemaVersion: 2,
  })
}
