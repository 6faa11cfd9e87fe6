import type { Skill } from '../shared/people/people'

/** What can break, in the order of the form (design page 02), with the skill it asks for. */
export const CATEGORIES = [
  'plumbing',
  'electric',
  'hardware',
  'hvac',
  'network',
  'masonry',
  'public',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]

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

export const SKILL_FOR: Record<Category, Skill> = {
  plumbing: 'plumbing',
  electric: 'electric',
  hardware: 'hardware',
  hvac: 'hvac',
  network: 'network',
  masonry: 'masonry',
  public: 'public',
  other: 'general',
}

/** Names of what a technician knows, in reasons and on the dispatcher's sheet. */
export const SKILL_NAMES: Record<Skill, string> = {
  plumbing: '给排水',
  electric: '电路照明',
  hardware: '门窗五金',
  hvac: '空调暖通',
  network: '门禁网络',
  masonry: '墙面地面',
  public: '公共区域',
  general: '综合维修',
}

/** normal 不急 · soon 较急 · urgent 紧急 */
export const URGENCIES = ['normal', 'soon', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

export const URGENCY_NAMES: Record<Urgency, string> = { normal: '不急', soon: '较急', urgent: '紧急' }

/** Promised time from report to visit, in hours; the form says so next to each choice. */
export const VISIT_HOURS: Record<Urgency, number> = { normal: 24, soon: 4, urgent: 1 }

/** Time a technician has to take an order, in minutes; urgent faults have their own limit (REQ-4, REQ-5). */
export const ACCEPT_MINUTES: Record<Urgency, number> = { normal: 30, soon: 30, urgent: 15 }
