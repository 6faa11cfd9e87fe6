import type { Actor } from '../effects/outbox'
import type { Resident } from '../people/people'
import type { Caller } from './caller'

/** The caller at work in a community, as timelines and audits name that person. @throws NOT_FOUND without a post there */
export function actorIn(caller: Caller, communityId: string): Actor {
  const { staff, roles } = caller.staffIn(communityId)
  return { personId: caller.personId, name: staff.name, as: roles.join(',') }
}

/** The caller at home. */
export const actorAt = ({
  personId,
  name,
  relation,
}: Pick<Resident, 'personId' | 'name' | 'relation'>): Actor => ({
  personId,
  name,
  as: relation,
})
