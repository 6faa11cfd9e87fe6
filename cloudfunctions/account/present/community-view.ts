import type { Community } from '../../shared/people/people'
import { isDeskOpen } from '../rules/desk-hours'
import type { CommunityView } from '../views'

export const communityView = (community: Community, now: Date): CommunityView => ({
  id: community._id,
  name: community.name,
  hotline: community.hotline,
  desk: { ...community.desk, isOpen: isDeskOpen(community.desk, now) },
  acceptanceHours: community.acceptanceHours,
})
