import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** Name and value on one line, inside cards. */
export const Kv = ({ name, children }: { name: string; children: ReactNode }) => (
  <View className="kv">
    <View className="kv__k">{name}</View>
    <View className="kv__v">{children}</View>
  </View>
)
