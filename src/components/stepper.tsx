import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Icon } from './icon'
import { Tap } from './tap'

interface StepperProps {
  value: number
  onChange: (value: number) => void
  /** what is counted, read out */
  label: string
  min?: number
  max?: number
  isSmall?: boolean
}

export function Stepper({ value, onChange, label, min = 0, max = 99, isSmall }: StepperProps) {
  const button = (change: -1 | 1) => {
    const next = value + change
    const isOff = next < min || next > max
    return (
      <Tap
        className={`stepper__b ${isOff ? 'is-disabled' : ''}`}
        label={`${label}${change > 0 ? '增加' : '减少'}`}
        disabled={isOff}
        onTap={() => onChange(next)}
      >
        <Icon name={change > 0 ? 'plus' : 'minus'} size="s" />
      </Tap>
    )
  }
  return (
    <View className={`stepper ${isSmall ? 'stepper--s' : ''}`} {...aria({ role: 'group', label })}>
      {button(-1)}
      <View className="stepper__n" {...aria({ live: 'polite' })}>
        {value}
      </View>
      {button(1)}
    </View>
  )
}
