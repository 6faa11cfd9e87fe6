import type { IconName } from '@/components/icon'
import type { PickItem } from '@/components/pick-grid'
import type { InputOf } from '@/lib/api'
import {
  CATEGORIES,
  VISIT_HOURS,
  type Category,
  type Urgency,
} from '../../../../cloudfunctions/repair/limits'
import { CATEGORY_NAMES } from '../../../../cloudfunctions/repair/words'

export type Report = InputOf<'repair', 'submit'>
export type PlaceKind = Report['placeKind']

const CATEGORY_ICONS = {
  plumbing: 'droplets',
  electric: 'lightbulb',
  hardware: 'door-open',
  hvac: 'air-vent',
  network: 'wifi',
  masonry: 'paint-roller',
  public: 'trees',
  other: 'ellipsis',
} satisfies Record<Category, IconName>

export const CATEGORY_ITEMS: PickItem<Category>[] = CATEGORIES.map(value => ({
  value,
  text: CATEGORY_NAMES[value],
  icon: CATEGORY_ICONS[value],
}))

/** Large type asks what is broken, not which trade it is (design 27). */
export const ELDER_ITEMS: { value: Category; text: string; button: string; icon: IconName }[] = [
  { value: 'plumbing', text: '漏水、堵水', button: '报修漏水', icon: 'droplets' },
  { value: 'electric', text: '灯不亮', button: '报修灯不亮', icon: 'lightbulb' },
  { value: 'hardware', text: '门锁、窗户', button: '报修门窗', icon: 'door-open' },
  { value: 'hvac', text: '空调、暖气', button: '报修空调', icon: 'air-vent' },
  { value: 'public', text: '电梯、楼道', button: '报修楼道', icon: 'building-2' },
  { value: 'other', text: '说不清楚', button: '请师傅来看看', icon: 'headset' },
]

const promiseOf = (urgency: Urgency): string => `${VISIT_HOURS[urgency]} 小时内上门`

/** Promises of the service, by urgency (design 02). */
export const URGENCY_NOTES: Record<Urgency, string> = {
  normal: promiseOf('normal'),
  soon: promiseOf('soon'),
  urgent: `${promiseOf('urgent')}。跑水、断电、困人，请直接打热线`,
}

export const SPOTS: Record<PlaceKind, string[]> = {
  room: ['厨房', '卫生间', '客厅', '主卧', '次卧', '阳台', '入户门', '全屋'],
  public: ['电梯', '楼道', '单元门', '大堂', '地下车库', '花园'],
}

/** What each field is called in 还有 2 处要填, and by the function; in the order of the page. */
export const FIELD_NAMES = {
  category: '问题类别',
  description: '问题描述',
  photos: '照片',
  roomId: '房屋',
  spot: '具体位置',
  wish: '上门时段',
  contactName: '联系人',
  contactPhone: '手机号',
}
export type FieldName = keyof typeof FIELD_NAMES
export type FieldErrors = Partial<Record<FieldName, string>>
