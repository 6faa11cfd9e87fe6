import { defineAction } from '../../shared/call/action'
import { ReviewInput } from '../inputs'
import { seeHousehold, roomOf } from '../store/residents'
import { reviewDetail } from '../present/review-view'
import { getRoom } from '../../shared/people/rooms'
import type { ReviewDetail } from '../views'

/** One application beside the roster (design 16b). */
export const review = defineAction({
  kind: 'read',
  permission: 'account.review',
  input: ReviewInput,
  async run({ input, caller, now }): Promise<ReviewDetail> {
    const [household, room] = await Promise.all([seeHousehold(caller, input.id), getRoom(roomOf(input.id))])
    return reviewDetail({ ...household, room }, now)
  },
})
