import type { Caller, Post } from '../../shared/call/caller'
import { notFound } from '../../shared/call/errors'
import { allows, type Permission } from '../../shared/call/permissions'

const NEEDED = {
  desk: 'repair.dispatch',
  technician: 'repair.work',
} as const satisfies Record<string, Permission>

/** The caller at the desk, or as a technician, of that community. @throws NOT_FOUND in any other */
export function deskOf(
  caller: Caller,
  { communityId, as }: { communityId: string; as: keyof typeof NEEDED },
): Post {
  const post = caller.staffIn(communityId)
  if (!allows(NEEDED[as], post.roles)) throw notFound('个小区')
  return post
}
