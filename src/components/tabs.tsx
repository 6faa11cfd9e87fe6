import { Text, View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { count } from '@/lib/format'
import { Tap } from './tap'

interface Tab<T extends string> {
  value: T
  text: string
  count?: number
}

interface TabsProps<T extends string> {
  tabs: Tab<T>[]
  value: T
  onChange: (value: T) => void
}

/** Underlined tabs with counts: 待派单 6. */
export const Tabs = <T extends string>({ tabs, value, onChange }: TabsProps<T>) => (
  <View className="tabs" {...aria({ role: 'tablist' })}>
    {tabs.map(tab => (
      <Tap
        key={tab.value}
        className={`tabs__i ${tab.value === value ? 'is-on' : ''}`}
        hover=""
        role="tab"
        selected={tab.value === value}
        onTap={() => onChange(tab.value)}
      >
        {tab.text}
        {tab.count !== undefined && <Text className="tabs__n">{tab.count}</Text>}
      </Tap>
    ))}
  </View>
)

interface CountTab<T extends string> extends Tab<T> {
  count: number
  isDanger?: boolean
}

interface CountTabsProps<T extends string> {
  tabs: CountTab<T>[]
  value: T
  onChange: (value: T) => void
}

/** Groups of a result, the number first: 1,212 新增或不变. */
export const CountTabs = <T extends string>({ tabs, value, onChange }: CountTabsProps<T>) => (
  <View className="cnt" {...aria({ role: 'tablist' })}>
    {tabs.map(tab => (
      <Tap
        key={tab.value}
        className={`cnt__i ${tab.value === value ? 'is-on' : ''}`}
        role="tab"
        selected={tab.value === value}
        onTap={() => onChange(tab.value)}
      >
        <View className={`cnt__v ${tab.isDanger && tab.count > 0 ? 'c-danger' : ''}`}>
          {count(tab.count)}
        </View>
        <View className={`cap ${tab.value === value ? 'c-brand' : ''}`}>{tab.text}</View>
      </Tap>
    ))}
  </View>
)
