import { notFound } from '../../shared/call/errors'
import { communities } from '../../shared/people/collections'
import { repository } from '../../shared/store/repository'

/** Hours after which a finished job counts as accepted there. */
export async function acceptanceHoursOf(communityId: string): Promise<number> {
  const community = await repository(communities).get(communityId)
  if (!community) throw notFound('个小区')
  return community.acceptanceHours
}
