import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { Icon } from './icon'
import { Tag } from './tag'
import { Tap } from './tap'

interface PlateProps {
  /** 3 栋 2 单元 */
  unit: string
  /** 1802 */
  number: string
  /** 业主 · 142.36 ㎡ */
  who?: string
  /** tag on the right, when there is nothing to switch: 业主 */
  tag?: string
  onSwitch?: () => void
  /** lower half: money, or the state of a repair */
  foot?: ReactNode
  isTall?: boolean
}

/** 门牌: the house, and the one dark object of a screen. */
export function Plate({ unit, number, who, tag, onSwitch, foot, isTall }: PlateProps) {
  return (
    <View className={`plate ${isTall ? 'plate--tall' : ''}`}>
      <View className="plate__top">
        <View className="plate__art" {...aria({ hidden: true })} />
        <View className="row row--between">
          <View className="plate__unit">{unit}</View>
          {tag && <Tag tone="plate">{tag}</Tag>}
          {onSwitch && (
            <Tap className="plate__switch hit" hover="" onTap={onSwitch}>
              <Icon name="chevrons-up-down" size="xs" />
              切换房屋
            </Tap>
          )}
        </View>
        <View className="plate__no">{number}</View>
        {who && <View className="plate__who">{who}</View>}
      </View>
      {foot && <View className="plate__foot">{foot}</View>}
    </View>
  )
}

interface GhostPlateProps {
  unit: string
  number: string
  who?: string
  /** a tag: 审核中, 待更正 */
  status: ReactNode
}

/** A house that is not bound yet: an outline only. */
export const GhostPlate = ({ unit, number, who, status }: GhostPlateProps) => (
  <View className="ghost">
    <View className="row row--between">
      <View className="sub">{unit}</View>
      {status}
    </View>
    <View className="ghost__no">{number}</View>
    {who && <View className="cap">{who}</View>}
  </View>
)
