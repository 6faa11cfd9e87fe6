import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { aria } from '@/lib/aria'

interface BottomBarProps {
  /** above the buttons: a consent to tick */
  above?: ReactNode
  /** below: why it cannot be sent yet, or what happens next */
  hint?: string
  isHintDanger?: boolean
}

/** The actions of a page, always in reach. Last child of Page; its buttons share one row. */
export const BottomBar = ({ above, hint, isHintDanger, children }: PropsWithChildren<BottomBarProps>) => (
  <View className="foot">
    {above}
    <View className="row g-3">{children}</View>
    {hint && (
      <View
        className={`foot__hint ${isHintDanger ? 'foot__hint--danger' : ''}`}
        {...aria({ role: 'status' })}
      >
        {hint}
      </View>
    )}
  </View>
)
