import type { Category, Status, Urgency } from './limits'

// What people read for the codes of repairs, on every screen and in every message. Pure.

export const CATEGORY_NAMES: Record<Category, string> = {
  plumbing: '给排水',
  electric: '电路照明',
  hardware: '门窗五金',
  hvac: '空调暖通',
  network: '门禁网络',
  masonry: '墙面地面',
  public: '公共区域',
  other: '其他',
}

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

export const URGENCY_NAMES: Record<Urgency, string> = { normal: '不急', soon: '较急', urgent: '紧急' }
