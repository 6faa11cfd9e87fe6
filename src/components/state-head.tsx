import { View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import type { Tone } from './tag'

interface StateHeadProps {
  title: string
  note?: string
  icon?: IconName
  tone?: Tone
}

/** The first words of a page: 已完工，请评价. */
export const StateHead = ({ title, note, icon, tone = 'brand' }: StateHeadProps) => (
  <View className="head">
    <View className="row g-2">
      {icon && (
        <View className={`c-${tone}`}>
          <Icon name={icon} />
        </View>
      )}
      <View className="t1">{title}</View>
    </View>
    {note && <View className="sub mt-1">{note}</View>}
  </View>
)
