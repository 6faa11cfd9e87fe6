import { defineAction } from '../../shared/call/action'
import { ListReviewsInput } from '../inputs'
import { listApplications } from '../store/residents'
import { searchFilter } from '../store/review-search'
import { reviewRow } from '../present/review-view'
import { getRooms } from '../../shared/people/rooms'
import type { ReviewRow } from '../views'

/** Applications of one community, the one whose limit ends first on top (design 16). */
export const listReviews = defineAction({
  kind: 'read',
  permission: 'account.review',
  input: ListReviewsInput,
  async run({ input, caller }): Promise<{ rows: ReviewRow[]; next: string | null }> {
    const { communityId, tab, search, cursor } = input
    caller.staffIn(communityId)
    const query = { communityId, status: tab, search: searchFilter(communityId, search), cursor }
    const { rows, next } = await listApplications(query)
    const rooms = await getRooms(rows.map(row => row.room.roomId))
    return { rows: rows.map(row => reviewRow(row, rooms.get(row.room.roomId))), next }
  },
})
