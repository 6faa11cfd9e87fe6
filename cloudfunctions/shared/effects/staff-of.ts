import { command } from '../cloud'
import type { StaffRole } from '../call/roles'
import { staff } from '../people/collections'
import { repository } from '../store/repository'

/** Most members of staff one community has in one position; also the limit of the query. */
const MAX_STAFF = 100

/** Who works in a community in this position, by person id. One file that cannot be read silences nobody else. */
export async function staffOf(communityId: string, role: StaffRole): Promise<string[]> {
  const post = command.elemMatch({ communityId, roles: role })
  const found = await repository(staff).listSound('staffOf', {
    filter: { 'posts.communityId': communityId, posts: post, isActive: true },
    order: [],
    limit: MAX_STAFF,
  })
  return found.map(({ personId }) => personId)
}
