import { CancelSheet } from './cancel-sheet'
import { can, type SheetAct, type SheetProps } from './acts'
import { ConfirmSheet } from './confirm-sheet'
import { MoveSheet } from './move-sheet'
import { ReworkSheet } from './rework-sheet'

interface SheetsProps extends SheetProps {
  act: SheetAct | undefined
  onAct: (act: SheetAct) => void
}

/** The open sheet, if the order still allows what it is for. */
export function Sheets({ act, onAct, ...props }: SheetsProps) {
  if (!act || !can(props.order, act)) return null
  switch (act) {
    case 'confirm':
      return <ConfirmSheet {...props} onRework={() => onAct('requestRework')} />
    case 'requestRework':
      return <ReworkSheet {...props} />
    case 'proposeTime':
      return <MoveSheet {...props} />
    case 'cancel':
      return <CancelSheet {...props} />
  }
}
