import type { RepairDetail } from '@/entries/repair/words'

type Choice = RepairDetail['choices'][number]

/** Choices that open a sheet, by the name they have in the page's address too. */
export const SHEET_ACTS = ['accept', 'arrive', 'proposeTime', 'handBack', 'note', 'assign', 'cancel'] as const
export type SheetAct = (typeof SHEET_ACTS)[number] & Choice

export const sheetAct = (name: string | undefined): SheetAct | undefined =>
  SHEET_ACTS.find(act => act === name)

export const can = (order: RepairDetail, choice: Choice): boolean => order.choices.includes(choice)

/** What every sheet of an order needs. */
export interface ActProps {
  order: RepairDetail
  now: number
  onClose: () => void
  onChange: () => unknown
}
