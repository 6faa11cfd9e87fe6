import { db } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { Community } from '../../shared/people/people'

/** Hours after which a finished job counts as accepted there. */
export async function acceptanceHoursOf(communityId: string): Promise<number> {
  const { data } = await db.collection('communities').doc(communityId).get()
  if (!data) throw notFound('个小区')
  return Community.parse(data).acceptanceHours
}
