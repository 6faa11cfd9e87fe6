import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '@/lib/aria'

interface EmptyProps {
  title: string
  note?: string
  /** the next step: one or two buttons */
  children?: ReactNode
}

/** Nothing here, and what to do next. Stands in a card. */
export const Empty = ({ title, note, children }: EmptyProps) => (
  <View className="empty">
    <View className="empty__art" {...aria({ hidden: true })} />
    <View className="t3 mt-4">{title}</View>
    {note && <View className="cap mt-1">{note}</View>}
    {children && <View className="empty__acts">{children}</View>}
  </View>
)
