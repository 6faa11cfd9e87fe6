import { createFunction } from '../shared/call/action'
import { accept } from './actions/accept'
import { answerTime } from './actions/answer-time'
import { arrive } from './actions/arrive'
import { assign } from './actions/assign'
import { cancel } from './actions/cancel'
import { candidates } from './actions/candidates'
import { confirm } from './actions/confirm'
import { detail } from './actions/detail'
import { finish } from './actions/finish'
import { handBack } from './actions/hand-back'
import { listMine } from './actions/list-mine'
import { listTasks } from './actions/list-tasks'
import { note } from './actions/note'
import { nudge } from './actions/nudge'
import { proposeTime } from './actions/propose-time'
import { rate } from './actions/rate'
import { requestRework } from './actions/request-rework'
import { submit } from './actions/submit'
import { workbench } from './actions/workbench'

export const actions = {
  submit,
  listMine,
  detail,
  workbench,
  listTasks,
  candidates,
  assign,
  accept,
  handBack,
  proposeTime,
  answerTime,
  arrive,
  note,
  finish,
  confirm,
  requestRework,
  rate,
  cancel,
  nudge,
}
export type RepairActions = typeof actions
export const main = createFunction('repair', actions)
