import { View } from '@tarojs/components'
import { Cell } from './cell'
import type { IconName } from './icon'

interface SwitchCellProps {
  title: string
  note?: string
  icon?: IconName
  isOn: boolean
  onChange: (isOn: boolean) => void
  isFirst?: boolean
  isDisabled?: boolean
}

/** A setting to turn on and off; the whole row is the control, because the drawing is small for an old thumb. */
export function SwitchCell({ isOn, onChange, ...cell }: SwitchCellProps) {
  return (
    <Cell
      {...cell}
      role="switch"
      checked={isOn}
      hasArrow={false}
      onTap={() => onChange(!isOn)}
      extra={<View className={`switch ${isOn ? 'is-on' : ''} ${cell.isDisabled ? 'is-disabled' : ''}`} />}
    />
  )
}
