import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Note } from '@/components/note'
import { PhotoRow } from '@/components/photos'
import { Refusal } from '@/components/refusal'
import { Stars } from '@/components/stars'
import { StateHead } from '@/components/state-head'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { dayTime, duration, joined } from '@/lib/format'
import type { RepairDetail } from '@/entries/repair/words'
import { can } from './acts'
import { reworkEntry, slotText } from './words'

interface StateProps {
  order: RepairDetail
  now: number
}

function tookText({ work }: RepairDetail): string | undefined {
  if (!work?.arrivedAt || !work.finishedAt) return undefined
  return `用时 ${duration(Date.parse(work.finishedAt) - Date.parse(work.arrivedAt))}`
}

/** First words once the work is over (design 18d); before that the card says it. */
export function JobState({ order, now }: StateProps) {
  const { status, confirmation, cancellation } = order
  if (status === 'finished')
    return <StateHead icon="circle-check" tone="ok" title="已完工，等验收" note={tookText(order)} />
  if (status === 'confirmed' || status === 'rated') {
    const title = confirmation?.isByLapse ? '到期没回复，视为验收' : '业主已验收'
    const note = confirmation ? `${confirmation.by}，${dayTime(confirmation.at, now)}` : undefined
    return <StateHead icon="circle-check" tone="ok" title={title} note={note} />
  }
  if (status === 'cancelled' && cancellation) {
    const note = `${cancellation.by}，${dayTime(cancellation.at, now)}：${cancellation.reason}`
    return <StateHead icon="circle-alert" title="已取消" note={note} />
  }
  return null
}

/** What the technician has to know before going on: a rework, a wish to move the visit. */
export function Attention({ order, now, onChange }: StateProps & { onChange: () => unknown }) {
  const rework = order.status === 'rated' || order.status === 'confirmed' ? undefined : reworkEntry(order)
  return (
    <>
      {rework && (
        <Note tone="danger" icon="rotate-ccw" className="mt-card">
          <View>{`业主要求返工：${rework.text.replace(/^要求返工：/, '')}`}</View>
          <PhotoRow photos={rework.photos} label="返工照片" />
        </Note>
      )}
      {order.proposal && <Proposal order={order} now={now} onChange={onChange} />}
    </>
  )
}

function Proposal({ order, now, onChange }: StateProps & { onChange: () => unknown }) {
  const { proposal, contact } = order
  const answer = useStep((isAgreed: boolean) => call('repair', 'answerTime', { id: order.id, isAgreed }), {
    refresh: onChange,
  })
  if (!proposal) return null
  const time = slotText(proposal, now)
  if (!can(order, 'answerTime')) {
    const who = proposal.by === 'technician' ? `已发给${contact.name}确认` : '业主想改约，等师傅回复'
    return (
      <Note tone="warn" icon="hourglass" className="mt-card">
        {`${who}：${joined('改到', time)}，${proposal.reason}。没同意前按原时间。`}
      </Note>
    )
  }
  return (
    <Card isNext className="proposal">
      <View className="row g-2 c-warn">
        <Icon name="calendar-days" size="s" />
        <View className="t3">{joined('业主想改到', time)}</View>
      </View>
      <View className="sub mt-1">{proposal.reason}</View>
      <View className="row g-3 mt-4">
        <Button kind="line" isGrow onTap={() => answer.run(false)}>
          不行，按原时间
        </Button>
        <Button isGrow className="proposal__yes" onTap={() => answer.run(true)}>
          同意改约
        </Button>
      </View>
      <Refusal error={answer.error} />
    </Card>
  )
}

/** After the report: what the resident does next, and what they said. */
export function Aftermath({ order, now }: StateProps) {
  const { rating, lapseAt, contact } = order
  if (order.status === 'finished') {
    return (
      <Card kind="list" isNext>
        <Cell
          isFirst
          icon="message-circle"
          title={`已请${contact.name}验收`}
          note={lapseAt ? `${dayTime(lapseAt, now)} 前不处理视为通过` : undefined}
        />
      </Card>
    )
  }
  if (!rating) return null
  return (
    <Card isNext>
      <View className="row row--between g-2">
        <View className="t3">业主评价</View>
        <Stars isSmall value={rating.stars} />
      </View>
      {rating.tags.length > 0 && <View className="sub mt-2">{rating.tags.join('、')}</View>}
      {rating.text && <View className="tx pre mt-2">{rating.text}</View>}
    </Card>
  )
}
