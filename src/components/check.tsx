import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import { Tap } from './tap'

/** The mark alone; put it in something that can be tapped. */
export const CheckMark = ({ isOn }: { isOn: boolean }) => (
  <View className={`check ${isOn ? 'is-on' : ''}`}>
    {isOn && <Icon name="check-bold" className="check__i" />}
  </View>
)

interface CheckProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  children: ReactNode
  /** when the text holds links or is long */
  label?: string
  isDisabled?: boolean
}

/** A sentence to tick. The whole row can be tapped. */
export function Check({ isOn, onChange, children, label, isDisabled }: CheckProps) {
  return (
    <Tap
      className="check-row"
      hover=""
      role="checkbox"
      label={label}
      checked={isOn}
      disabled={isDisabled}
      onTap={() => onChange(!isOn)}
    >
      <CheckMark isOn={isOn} />
      <View className="grow">{children}</View>
    </Tap>
  )
}
