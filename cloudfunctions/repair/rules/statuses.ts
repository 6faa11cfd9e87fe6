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
