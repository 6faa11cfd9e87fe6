import { staffIn, type Caller } from '../../shared/call/caller'
import type { Staff } from '../../shared/people/people'
import type { Permission } from '../../shared/call/permissions'

const NEEDED = {
  desk: 'repair.dispatch',
  technician: 'repair.work',
} as const satisfies Record<string, Permission>

/** The caller at the desk, or as a technician, of that community. @throws NOT_FOUND in any other */
export const deskOf = (
  caller: Caller,
  { communityId, as }: { communityId: string; as: keyof typeof NEEDED },
): Staff => staffIn(caller, communityId, NEEDED[as])
