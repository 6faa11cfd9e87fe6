import type { RepairDetail } from '@/entries/repair/words'

type Choice = RepairDetail['choices'][number]

/** Choices of a resident that open a sheet, by the name they have in the page's address too. */
const SHEET_ACTS = ['confirm', 'requestRework', 'proposeTime', 'cancel'] as const
export type SheetAct = (typeof SHEET_ACTS)[number] & Choice

export const sheetAct = (name: string | undefined): SheetAct | undefined =>
  SHEET_ACTS.find(act => act === name)

export const can = (order: RepairDetail, choice: Choice): boolean => order.choices.includes(choice)

/** What every part of the page needs. */
export interface OrderProps {
  order: RepairDetail
  now: number
}

export interface ActProps extends OrderProps {
  onAct: (act: SheetAct) => void
  onChange: () => Promise<void>
}

/** What every sheet of an order needs. */
export interface SheetProps extends OrderProps {
  onClose: () => void
  onChange: () => Promise<void>
}
