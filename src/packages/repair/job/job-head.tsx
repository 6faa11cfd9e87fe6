import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { IconButton } from '@/components/icon-button'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { timeLeft } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { limitName, placeOf, URGENCY_TONES, type RepairDetail } from '@/entries/repair/words'
import { URGENCY_NAMES } from '../../../../cloudfunctions/repair/words'
import { canCall, progressText, STEP_NAMES, stepOf } from './words'

interface JobProps {
  order: RepairDetail
  now: number
}

/** Which job, where, who to call, how far it is, and the time that is left. */
export function JobHead({ order, now }: JobProps) {
  const { contact, place } = order
  const where = place.kind === 'room' ? `${contact.name}，${place.spot}` : `${contact.name}，公共区域`
  return (
    <Card>
      <View className="row row--top g-2">
        <View className="t2 grow clip-2">{order.title}</View>
        {order.round > 1 && <Tag tone="danger">{`第 ${order.round} 次上门`}</Tag>}
        <Tag tone={URGENCY_TONES[order.urgency]}>{URGENCY_NAMES[order.urgency]}</Tag>
      </View>
      <View className="row row--between g-3 mt-2">
        <View className="grow">
          <View className="tx medium">{placeOf(order)}</View>
          <View className="cap job-head__who">{where}</View>
        </View>
        {canCall(contact.phone) && (
          <IconButton icon="phone" label={`给${contact.name}打电话`} onTap={() => dial(contact.phone)} />
        )}
      </View>
      <View className="hair hair--tight" />
      <Steps names={STEP_NAMES} current={stepOf(order)} isCancelled={order.status === 'cancelled'} />
      <View className="row row--between row--wrap g-2 mt-3">
        <View className="row g-1 cap">
          <Icon name={order.work?.arrivedAt ? 'map-pin' : 'clock'} size="xs" />
          {progressText(order, now)}
        </View>
        <Left order={order} now={now} />
      </View>
    </Card>
  )
}

function Left({ order, now }: JobProps) {
  if (!order.dueAt || order.status === 'finished') return null
  const leftMs = Date.parse(order.dueAt) - now
  if (leftMs < 0) return <Tag tone="danger">{`已超时 ${timeLeft(leftMs)}`}</Tag>
  return (
    <View className="row g-1 cap">
      {limitName(order.status)}
      <View className="c-warn medium">{timeLeft(leftMs)}</View>
    </View>
  )
}
