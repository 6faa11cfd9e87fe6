import type { RESIDENT_ROLES, SKILLS, STAFF_ROLES, TOPICS } from './limits'

// Labels that domains and the mini program share: on every screen and in every message. Pure.

type NamesOf<List extends readonly string[]> = Record<List[number], string>

export const RELATION_NAMES: NamesOf<typeof RESIDENT_ROLES> = {
  owner: '业主',
  family: '家人',
  tenant: '租客',
}

export const ROLE_NAMES: NamesOf<typeof RESIDENT_ROLES> & NamesOf<typeof STAFF_ROLES> = {
  ...RELATION_NAMES,
  desk: '服务台',
  technician: '技师',
  guard: '安保',
  cleaner: '保洁',
  cashier: '收费员',
  supervisor: '主管',
  quality: '品质监督',
  manager: '项目经理',
  admin: '系统管理员',
}

/** What a technician knows, in reasons and on the dispatcher's sheet. */
export const SKILL_NAMES: NamesOf<typeof SKILLS> = {
  plumbing: '给排水',
  electric: '电路照明',
  hardware: '门窗五金',
  hvac: '空调暖通',
  network: '门禁网络',
  masonry: '墙面地面',
  public: '公共区域',
  general: '综合维修',
}

/** The tag of a message in the inbox. */
export const TOPIC_NAMES: NamesOf<typeof TOPICS> = {
  registration: '房屋登记',
  review: '登记审核',
  repair: '报修',
  job: '工单',
  dispatch: '派单',
  roster: '名册',
}
