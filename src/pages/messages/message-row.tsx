import { View } from '@tarojs/components'
import { Tag, type Tone } from '@/components/tag'
import { Tap } from '@/components/tap'
import { aria } from '@/lib/aria'
import { dayTime } from '@/lib/format'
import { openAddress } from '@/lib/navigation'
import type { Message } from './use-reading'
import type { Topic } from '../../../cloudfunctions/shared/effects/topics'
import { TOPICS } from '../../../cloudfunctions/shared/limits'
import { TOPIC_NAMES } from '../../../cloudfunctions/shared/words'

const TONES: Record<Topic, Tone> = {
  registration: 'brass',
  review: 'brass',
  repair: 'brand',
  job: 'brand',
  dispatch: 'warn',
  roster: 'info',
}

const topicOf = (topic: string): Topic | undefined => TOPICS.find(each => each === topic)

interface MessageRowProps {
  message: Message
  isRead: boolean
  now: number
  isFirst: boolean
  onOpen: () => void
}

/** Unread: a dot and heavier type, and said in words to those who listen. */
export function MessageRow({ message, isRead, now, isFirst, onOpen }: MessageRowProps) {
  const { title, body, topic, at, page } = message
  const known = topicOf(topic)
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
          <Tag tone={known && TONES[known]}>{known ? TOPIC_NAMES[known] : '通知'}</Tag>
          <View>{time}</View>
        </View>
      </View>
    </Tap>
  )
}
