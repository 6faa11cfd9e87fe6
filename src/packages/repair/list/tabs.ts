import type { OwnerTab } from '../../../../cloudfunctions/repair/limits'

interface TabWords {
  value: OwnerTab
  text: string
  /** when there is none */
  empty: string
}

/** Design 14; 待报价 comes with quotes. */
export const TABS: TabWords[] = [
  { value: 'all', text: '全部', empty: '还没有工单' },
  { value: 'finished', text: '待验收', empty: '没有要验收的工单' },
  { value: 'open', text: '处理中', empty: '没有正在处理的工单' },
  { value: 'confirmed', text: '待评价', empty: '没有要评价的工单' },
  { value: 'closed', text: '已结束', empty: '没有结束的工单' },
]

export const emptyText = (tab: OwnerTab): string => TABS.find(({ value }) => value === tab)!.empty
