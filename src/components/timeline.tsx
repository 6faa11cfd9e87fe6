import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

export interface TimelineItem {
  key: string
  text: ReactNode
  time?: string
  /** second line: who */
  by?: string
  /** what is going on now, first in the list */
  isNow?: boolean
  isOverdue?: boolean
  /** photos and so on */
  more?: ReactNode
}

/** Newest first. */
export const Timeline = ({ items }: { items: TimelineItem[] }) => (
  <View>
    {items.map((item, index) => (
      <Row key={item.key} item={item} isLast={index === items.length - 1} />
    ))}
  </View>
)

function Row({ item, isLast }: { item: TimelineItem; isLast: boolean }) {
  const { text, time, by, isNow, isOverdue, more } = item
  const classes = ['tl__i', isNow && 'is-now', isOverdue && 'is-overdue', isLast && 'tl__i--last']
  return (
    <View className={classes.filter(Boolean).join(' ')}>
      <View className="tl__d" />
      <View className="tl__h">
        <View className={isNow ? 't3' : 'tx'}>{text}</View>
        {time && <View className="cap fix tl__t">{time}</View>}
      </View>
      {by && <View className="cap">{by}</View>}
      {more}
    </View>
  )
}
