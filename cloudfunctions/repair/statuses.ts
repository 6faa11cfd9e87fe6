/**
 * pending 待派单 (nobody suitable yet) · assigned 待接单 · accepted 待上门 · working 维修中 · finished 待验收 ·
 * confirmed 待评价 (accepted by the resident, or by silence) · rated 已完成 · cancelled 已取消
 */
export const STATUSES = [
  'pending',
  'assigned',
  'accepted',
  'working',
  'finished',
  'confirmed',
  'rated',
  'cancelled',
] as const
export type Status = (typeof STATUSES)[number]

export const STATUS_NAMES: Record<Status, string> = {
  pending: '待派单',
  assigned: '待接单',
  accepted: '待上门',
  working: '维修中',
  finished: '待验收',
  confirmed: '待评价',
  rated: '已完成',
  cancelled: '已取消',
}

/** Orders somebody still has to work on: they count as a technician's load. */
export const OPEN_STATUSES = [
  'pending',
  'assigned',
  'accepted',
  'working',
] as const satisfies readonly Status[]

/** What can happen to an order. The actions of the function have the same names. */
export type Step =
  | 'assign'
  | 'accept'
  | 'handBack'
  | 'proposeTime'
  | 'answerTime'
  | 'arrive'
  | 'note'
  | 'finish'
  | 'confirm'
  | 'lapse' // 48 hours without an answer
  | 'requestRework'
  | 'rate'
  | 'cancel'

/** from → step → to. What is not here cannot happen; a step that stays in its status is listed too. */
export const TRANSITIONS: Record<Status, Partial<Record<Step, Status>>> = {
  pending: { assign: 'assigned', cancel: 'cancelled' },
  assigned: { assign: 'assigned', accept: 'accepted', handBack: 'pending', cancel: 'cancelled' },
  accepted: {
    assign: 'assigned',
    handBack: 'pending',
    proposeTime: 'accepted',
    answerTime: 'accepted',
    arrive: 'working',
    note: 'accepted',
    cancel: 'cancelled',
  },
  working: { assign: 'assigned', note: 'working', finish: 'finished' },
  finished: { confirm: 'confirmed', lapse: 'confirmed', requestRework: 'assigned', rate: 'rated' },
  confirmed: { rate: 'rated', requestRework: 'assigned' },
  rated: { requestRework: 'assigned' },
  cancelled: {},
}
