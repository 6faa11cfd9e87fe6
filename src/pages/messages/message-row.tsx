import { View } from '@tarojs/components'
import type { Topic } from '../../../cloudfunctions/shared/effects/topics'
import { Tag, type Tone } from '@/components/tag'
import { Tap } from '@/components/tap'
import { aria } from '@/lib/aria'
import { dayTime } from '@/lib/format'
import { openAddress } from '@/lib/navigation'
import type { Message } from './use-reading'

const TOPICS: Partial<Record<string, { name: string; tone?: Tone }>> = {
  registration: { name: '房屋登记', tone: 'brass' },
  review: { name: '登记审核', tone: 'brass' },
  repair: { name: '报修', tone: 'brand' },
  job: { name: '工单', tone: 'brand' },
  dispatch: { name: '派单', tone: 'warn' },
  roster: { name: '名册', tone: 'info' },
} satisfies Record<Topic, { name: string; tone: Tone }>

interface MessageRowProps {
  message: Message
  isRead: boolean
  now: number
  isFirst: boolean
  onOpen: () => void
}

/** Unread: a dot and heavier type, and said in words to who listens. */
export function MessageRow({ message, isRead, now, isFirst, onOpen }: MessageRowProps) {
  const { title, body, topic, at, page } = message
  const { name, tone } = TOPICS[topic] ?? { name: '通知' }
  const time = dayTime(at, now)
  const show = () => {
    onOpen()
    openAddress(page)
  }
  return (
    <Tap
      className={`cell message ${isFirst ? 'cell--first' : ''} ${isRead ? '' : 'is-unread'}`}
      role="link"
      onTap={show}
    >
      <View className="cell__main">
        <View className="row g-2">
          {!isRead && <View className="dot c-danger" {...aria({ role: 'img', label: '未读' })} />}
          <View className={`t3 grow ${isRead ? '' : 'strong'}`}>{title}</View>
        </View>
        <View className="sub mt-1 pre">{body}</View>
        <View className="row row--wrap g-2 cap message__meta">
          <Tag tone={tone}>{name}</Tag>
          <View>{time}</View>
        </View>
      </View>
    </Tap>
  )
}
