import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Note } from '@/components/note'
import { Refusal } from '@/components/refusal'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { joined } from '@/lib/format'
import { spokenVisit, visitText } from '@/entries/repair/order-words'
import { useTheme } from '@/lib/settings'
import { can, type ActProps } from './acts'

/** An open wish to move the visit: to answer, or to wait for (REQ-5). */
export function ProposalCard({ order, now, onAct, onChange }: ActProps) {
  const { proposal, appointment, technician } = order
  const answer = useStep((isAgreed: boolean) => call('repair', 'answerTime', { id: order.id, isAgreed }), {
    said: '已答复师傅',
    refresh: onChange,
  })
  const isElder = useTheme() === 'elder'
  if (!proposal) return null
  const say = isElder ? spokenVisit : visitText
  const time = say(proposal, now)
  const old = appointment ? `${joined('没同意前还按', say(appointment, now))}来。` : ''
  if (!can(order, 'answerTime')) {
    return (
      <Note tone="warn" icon="hourglass" className="proposal__wait">
        {`${joined('您想改到', time)}，等师傅答复。${old}`}
      </Note>
    )
  }
  return (
    <Card className="proposal">
      <View className="t3">{joined(`${technician ?? '师傅'}想改到`, time)}</View>
      <View className="sub mt-1 order__text">{`原因：${proposal.reason}`}</View>
      {old && <View className="cap mt-1">{old}</View>}
      <View className="row g-3 mt-4">
        <Button kind="line" isGrow className="proposal__no" onTap={() => answer.run(false)}>
          不同意
        </Button>
        <Button isGrow className="proposal__yes" onTap={() => answer.run(true)}>
          同意改约
        </Button>
      </View>
      {can(order, 'proposeTime') && (
        <Button kind="text" isBlock className="proposal__other" onTap={() => onAct('proposeTime')}>
          换个时间
        </Button>
      )}
      <Refusal error={answer.error} />
    </Card>
  )
}
