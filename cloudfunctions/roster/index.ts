import { createFunction } from '../shared/call/action'
import { confirm } from './actions/confirm'
import { continueImport } from './actions/continue'
import { detail } from './actions/detail'
import { list } from './actions/list'
import { open } from './actions/open'
import { preview } from './actions/preview'
import { rows } from './actions/rows'
import { stop } from './actions/stop'
import { template } from './actions/template'

export const actions = {
  open,
  preview,
  rows,
  confirm,
  continue: continueImport,
  stop,
  list,
  detail,
  template,
}
export type RosterActions = typeof actions
export const main = createFunction('roster', actions)
