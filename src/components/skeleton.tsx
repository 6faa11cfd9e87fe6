import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'

interface SkeletonProps {
  /** cards to draw */
  count?: number
}

/** Grey lines while the first answer is on its way; invisible for the first 300 ms. */
export function Skeleton({ count = 3 }: SkeletonProps) {
  return (
    <View className="skel-late" {...aria({ role: 'status', label: '正在加载' })}>
      {Array.from({ length: count }, (_, index) => (
        <View className="card mt-card" key={index}>
          <View className="skel skel__line skel__line--head" />
          <View className="skel skel__line skel__line--long" />
          <View className="skel skel__line skel__line--short" />
        </View>
      ))}
    </View>
  )
}
