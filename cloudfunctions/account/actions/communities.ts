import { defineAction } from '../../shared/call/action'
import { listCommunities } from '../store/communities'
import { communityView } from '../present/community-view'
import { CommunitiesInput } from '../inputs'
import type { CommunityView } from '../views'

export const communities = defineAction({
  kind: 'read',
  permission: 'account.self',
  input: CommunitiesInput,
  async run({ now }): Promise<CommunityView[]> {
    return (await listCommunities()).map(community => communityView(community, now))
  },
})
