import { createFunction } from '../shared/call/action'
import { approve } from './actions/approve'
import { communities } from './actions/communities'
import { listReviews } from './actions/list-reviews'
import { me } from './actions/me'
import { refuse } from './actions/refuse'
import { register } from './actions/register'
import { revealPhone } from './actions/reveal-phone'
import { review } from './actions/review'
import { rooms } from './actions/rooms'
import { withdraw } from './actions/withdraw'

export const actions = {
  me,
  communities,
  rooms,
  register,
  withdraw,
  listReviews,
  review,
  revealPhone,
  approve,
  refuse,
}
export type AccountActions = typeof actions
export const main = createFunction('account', actions)
