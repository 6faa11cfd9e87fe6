import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { timeLeftShort } from '@/lib/format'
import { Tap } from './tap'

interface SlaRowProps {
  /** negative when the limit has passed */
  leftMs: number
  /** what runs out: 接单还剩 */
  clockName: string
  title: string
  note: string
  isFirst?: boolean
  /** a small button */
  action?: ReactNode
  onTap?: () => void
}

/** Below this the time is red instead of amber. */
const URGENT_MS = 15 * 60_000
const HOUR_MS = 3_600_000

/** A work order and the time it has left. */
export function SlaRow({ leftMs, clockName, title, note, isFirst, action, onTap }: SlaRowProps) {
  const isOver = leftMs < 0
  const tone = isOver ? 'sla__t--over' : leftMs < URGENT_MS ? 'c-danger' : 'c-warn'
  return (
    <Tap className={`sla ${isFirst ? 'sla--first' : ''}`} role={onTap && 'link'} onTap={onTap}>
      {/* not read second by second */}
      <View className={`sla__t ${tone}`} {...aria({ role: 'timer', live: 'polite' })}>
        <View className="sla__k">{isOver ? '已超时' : clockName}</View>
        <View className={`sla__v ${Math.abs(leftMs) < HOUR_MS ? '' : 'sla__v--words'}`}>
          {timeLeftShort(leftMs)}
        </View>
      </View>
      <View className="grow">
        <View className="t3 clip">{title}</View>
        <View className="cap clip">{note}</View>
      </View>
      {action}
    </Tap>
  )
}

interface JobRowProps {
  title: string
  /** a tag */
  status: ReactNode
  note: string
  time: string
  isFirst?: boolean
  onTap: () => void
}

/** A work order in a list of tasks. */
export const JobRow = ({ title, status, note, time, isFirst, onTap }: JobRowProps) => (
  <Tap className={`job ${isFirst ? 'job--first' : ''}`} onTap={onTap}>
    <View className="row g-2">
      <View className="t3 clip grow">{title}</View>
      {status}
    </View>
    <View className="row row--between g-2 mt-1 cap">
      <View className="clip">{note}</View>
      <View className="fix">{time}</View>
    </View>
  </Tap>
)
