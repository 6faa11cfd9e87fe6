import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Tap } from './tap'

interface SegmentedProps<T extends string> {
  options: { value: T; text: string }[]
  value: T
  onChange: (value: T) => void
  label: string
}

/** 跟随系统 | 浅色 | 深色 */
export const Segmented = <T extends string>({ options, value, onChange, label }: SegmentedProps<T>) => (
  <View className="seg" {...aria({ role: 'radiogroup', label })}>
    {options.map(option => (
      <Tap
        key={option.value}
        className={`seg__i ${option.value === value ? 'is-on' : ''}`}
        hover=""
        role="radio"
        checked={option.value === value}
        onTap={() => onChange(option.value)}
      >
        {option.text}
      </Tap>
    ))}
  </View>
)
