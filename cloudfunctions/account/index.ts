import { createFunction } from '../shared/call/action'
import { approve } from './actions/approve'
import { communities } from './actions/communities'
import { confirmRoster } from './actions/confirm-roster'
import { continueRoster } from './actions/continue-roster'
import { listReviews } from './actions/list-reviews'
import { listRosters } from './actions/list-rosters'
import { me } from './actions/me'
import { openRoster } from './actions/open-roster'
import { previewRoster } from './actions/preview-roster'
import { refuse } from './actions/refuse'
import { register } from './actions/register'
import { revealPhone } from './actions/reveal-phone'
import { review } from './actions/review'
import { rooms } from './actions/rooms'
import { roster } from './actions/roster'
import { rosterRows } from './actions/roster-rows'
import { rosterTemplate } from './actions/roster-template'
import { stopRoster } from './actions/stop-roster'
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
  openRoster,
  previewRoster,
  rosterRows,
  confirmRoster,
  continueRoster,
  stopRoster,
  listRosters,
  roster,
  rosterTemplate,
}
export type AccountActions = typeof actions
export const main = createFunction('account', actions)
