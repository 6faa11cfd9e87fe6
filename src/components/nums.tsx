import { View } from '@tarojs/components'
import { Tap } from './tap'

export interface Num {
  text: string
  value: number
  isDanger?: boolean
  onTap?: () => void
}

/** Up to four figures in one card: 待派单 6 | 时限预警 3 … */
export const Nums = ({ items }: { items: Num[] }) => (
  <View className="card">
    <View className="nums">
      {items.map(item => (
        <Tap key={item.text} className="nums__i" onTap={item.onTap}>
          <View className={`nums__v ${item.isDanger && item.value > 0 ? 'c-danger' : ''}`}>{item.value}</View>
          <View className="nums__k">{item.text}</View>
        </Tap>
      ))}
    </View>
  </View>
)
