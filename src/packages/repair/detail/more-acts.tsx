import { useEffect, useState } from 'react'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { toast } from '@/components/toast'
import { askForMessage, canAsk, prepareToAsk } from '@/lib/ask-messages'
import { isGoingOn } from '@/entries/repair/order-words'
import { can, type ActProps } from './acts'

/** What is needed less often: another time, no repair after all, news on WeChat. */
export function MoreActs({ order, onAct }: ActProps) {
  const canBeTold = useCanBeTold(isGoingOn(order))
  const canMove = can(order, 'proposeTime') && !order.proposal
  const canCancel = can(order, 'cancel')
  if (!canMove && !canCancel && !canBeTold) return null
  const tell = async () => {
    if (await askForMessage('repair')) toast('下一步进展会发到微信')
  }
  return (
    <Card kind="list" isNext>
      {canBeTold && (
        <Cell
          isFirst
          icon="bell"
          title="下一步进展发微信告诉我"
          note="同意一次，发一条"
          className="order__tell"
          onTap={() => void tell()}
        />
      )}
      {canMove && (
        <Cell
          isFirst={!canBeTold}
          icon="calendar-days"
          title="换个时间上门"
          note="师傅同意后才改"
          className="order__move"
          onTap={() => onAct('proposeTime')}
        />
      )}
      {canCancel && (
        <Cell
          isFirst={!canBeTold && !canMove}
          icon="x"
          title="取消这次报修"
          note="师傅到场前都可以取消"
          className="order__cancel"
          onTap={() => onAct('cancel')}
        />
      )}
    </Card>
  )
}

/** Template ids come once per visit of the app; without one for repairs the row stays away. */
function useCanBeTold(isWanted: boolean): boolean {
  const [isReady, setIsReady] = useState(() => canAsk('repair'))
  useEffect(() => {
    if (isWanted) void prepareToAsk().then(() => setIsReady(canAsk('repair')))
  }, [isWanted])
  return isWanted && isReady
}
