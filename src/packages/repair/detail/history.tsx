import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { PhotoRow } from '@/components/photos'
import { Section } from '@/components/section'
import { Timeline } from '@/components/timeline'
import { clock, day, dayTime } from '@/lib/format'
import type { OrderProps } from './acts'
import { WAITING } from './words'

const timeText = (at: string, now: number): string => (day(at, now) === '今天' ? clock(at) : dayTime(at, now))

/** Everything that has happened, newest first, below what is awaited. */
export function History({ order, now }: OrderProps) {
  const waiting = WAITING[order.status]
  const entries = order.timeline.map((entry, index) => ({
    key: `${entry.at}${index}`,
    text: <View className="order__text">{entry.text}</View>,
    time: timeText(entry.at, now),
    by: entry.by,
    isNow: !waiting && index === 0,
    more: <PhotoRow photos={entry.photos} label="记录照片" />,
  }))
  return (
    <Section title="处理记录">
      <Card>
        <Timeline items={waiting ? [{ key: 'now', text: waiting, isNow: true }, ...entries] : entries} />
      </Card>
    </Section>
  )
}
