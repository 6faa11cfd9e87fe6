import { useState } from 'react'
import { DispatchSheet } from '@/entries/repair/dispatch-sheet'
import { AcceptSheet } from './accept-sheet'
import { can, type ActProps, type SheetAct } from './acts'
import { ArriveSheet } from './arrive-sheet'
import { NoteSheet } from './note-sheet'
import { ReasonSheet } from './reason-sheet'
import { RescheduleSheet } from './reschedule-sheet'

interface SheetsProps extends ActProps {
  act: SheetAct | undefined
  onAct: (act: SheetAct) => void
}

/** The open sheet, if the order still allows what it is for. */
export function Sheets({ act, onAct, ...props }: SheetsProps) {
  const { order } = props
  const [reason, setReason] = useState<string>()
  const reschedule = () => {
    setReason('业主不在家')
    onAct('proposeTime')
  }
  if (!act || !can(order, act)) return null
  switch (act) {
    case 'accept':
      return <AcceptSheet {...props} />
    case 'arrive':
      return <ArriveSheet {...props} onNobody={reschedule} />
    case 'proposeTime':
      return <RescheduleSheet {...props} reason={reason} />
    case 'note':
      return <NoteSheet {...props} />
    case 'assign':
      return <DispatchSheet {...props} holderId={order.technicianCard?.staffId} />
    default:
      return <ReasonSheet {...props} kind={act} />
  }
}
