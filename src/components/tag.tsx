import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

export type Tone = 'brand' | 'danger' | 'warn' | 'info' | 'ok' | 'brass'

interface TagProps {
  children: ReactNode
  /** plain when left out */
  tone?: Tone | 'plate' | 'out'
}

export const Tag = ({ tone, children }: TagProps) => (
  <View className={`tag ${tone ? `tag--${tone}` : ''}`}>{children}</View>
)
