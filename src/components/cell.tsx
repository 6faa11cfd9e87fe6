import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

interface CellProps {
  title: ReactNode
  /** second line */
  note?: ReactNode
  icon?: IconName
  /** in place of the icon: an avatar, a check … */
  lead?: ReactNode
  /** on the right: a value, a tag, a switch */
  extra?: ReactNode
  /** first of its card: no line above */
  isFirst?: boolean
  /** title in the weight of a card title */
  isStrong?: boolean
  isDisabled?: boolean
  className?: string
  label?: string
  role?: string
  checked?: boolean
  /** with it the row shows an arrow */
  onTap?: () => void
  hasArrow?: boolean
}

/** One row of a list card. */
export function Cell(props: CellProps) {
  const { isFirst, isDisabled, className = '', onTap } = props
  const classes = `cell ${isFirst ? 'cell--first' : ''} ${isDisabled ? 'ink-3' : ''} ${className}`
  if (!onTap) {
    return (
      <View className={classes}>
        <Content {...props} />
      </View>
    )
  }
  const { label, role, checked } = props
  return (
    <Tap className={classes} {...{ label, role, checked, onTap }} disabled={isDisabled}>
      <Content {...props} />
    </Tap>
  )
}

function Content({ title, note, icon, lead, extra, isStrong, isDisabled, onTap, hasArrow }: CellProps) {
  return (
    <>
      {lead}
      {icon && (
        <View className="cell__i">
          <Icon name={icon} />
        </View>
      )}
      <View className="cell__main">
        <View className={isStrong ? 't3' : 'tx'}>{title}</View>
        {note && <View className="cap cell__note">{note}</View>}
      </View>
      {extra && <View className="sub fix">{extra}</View>}
      {(hasArrow ?? Boolean(onTap)) && !isDisabled && (
        <View className="cell__go">
          <Icon name="chevron-right" size="s" />
        </View>
      )}
    </>
  )
}

interface ValueCellProps {
  label: string
  value: ReactNode
  isFirst?: boolean
  onTap?: () => void
}

/** Label on the left, value on the right: 房屋 … 3 栋 2 单元 1802 › */
export function ValueCell({ label, value, isFirst, onTap }: ValueCellProps) {
  return (
    <Tap className={`cell ${isFirst ? 'cell--first' : ''}`} onTap={onTap}>
      <View className="cell__label">{label}</View>
      <View className="cell__value">{value}</View>
      {onTap && (
        <View className="cell__go">
          <Icon name="chevron-right" size="s" />
        </View>
      )}
    </Tap>
  )
}
