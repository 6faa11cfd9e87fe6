import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { FieldError } from './field'
import { Tap } from './tap'

export interface RadioItem<T extends string = string> {
  value: T
  title: ReactNode
  note?: ReactNode
  /** in place of the ring: an avatar */
  lead?: ReactNode
  /** on the right: a call button, a load bar */
  extra?: ReactNode
  isDisabled?: boolean
}

interface RadioGroupProps<T extends string> {
  items: RadioItem<T>[]
  value: T | undefined
  onChange: (value: T) => void
  label: string
  error?: string
}

/** One of several, each a row with an explanation. */
export function RadioGroup<T extends string>({ items, value, onChange, label, error }: RadioGroupProps<T>) {
  return (
    <View>
      <View className="col g-2" {...aria({ role: 'radiogroup', label })}>
        {items.map(item => (
          <Radio
            key={item.value}
            item={item}
            isOn={item.value === value}
            isError={Boolean(error)}
            onTap={() => onChange(item.value)}
          />
        ))}
      </View>
      <FieldError text={error} />
    </View>
  )
}

interface RadioProps {
  item: RadioItem
  isOn: boolean
  isError: boolean
  onTap: () => void
}

const classesOf = ({ item, isOn, isError }: RadioProps): string =>
  ['radio', isOn && 'is-on', item.isDisabled && 'is-disabled', isError && 'is-error']
    .filter(Boolean)
    .join(' ')

function Radio(props: RadioProps) {
  const { item, isOn, onTap } = props
  return (
    // what stands on the right may be a button, which must not be inside the choice; tapping beside it chooses too
    <View className={classesOf(props)} onClick={item.isDisabled ? undefined : onTap}>
      <Tap
        className="radio__tap"
        hover=""
        role="radio"
        checked={isOn}
        disabled={item.isDisabled}
        onTap={onTap}
      >
        {item.lead ?? <View className="radio__dot" />}
        <View className="grow">
          <View className={`tx radio__title ${isOn ? 'medium' : ''}`}>{item.title}</View>
          {item.note && <View className={`cap ${isOn ? 'ink-2' : ''}`}>{item.note}</View>}
        </View>
      </Tap>
      {item.extra}
    </View>
  )
}
