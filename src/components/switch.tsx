import { View } from '@tarojs/components'
import { Tap } from './tap'

interface SwitchProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  label: string
  isDisabled?: boolean
}

export function Switch({ isOn, onChange, label, isDisabled }: SwitchProps) {
  return (
    <Tap
      className="hit fix"
      hover=""
      role="switch"
      label={label}
      checked={isOn}
      disabled={isDisabled}
      onTap={() => onChange(!isOn)}
    >
      <View className={`switch ${isOn ? 'is-on' : ''} ${isDisabled ? 'is-disabled' : ''}`} />
    </Tap>
  )
}
