import { defineAction } from '../../shared/action'
import { listCommunities } from '../communities'
import { communityView } from '../community-view'
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
