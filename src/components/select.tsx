import { View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from './icon'
import { RadioGroup } from './radio'
import { Sheet } from './sheet'
import { Tap } from './tap'

interface SelectProps<T extends string> {
  options: { value: T; text: string; note?: string; isDisabled?: boolean }[]
  value: T | undefined
  onChange: (value: T) => void
  /** title of the sheet that opens */
  label: string
  placeholder?: string
  /** red box; write the sentence below the group */
  isError?: boolean
  isDisabled?: boolean
}

/** A box that opens a sheet of choices. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { options, value, onChange, label, placeholder = '请选择', isError, isDisabled } = props
  const [isOpen, setIsOpen] = useState(false)
  const chosen = options.find(option => option.value === value)
  const choose = (next: T) => {
    setIsOpen(false)
    onChange(next)
  }
  return (
    <>
      <Tap
        className={`select ${isError ? 'is-error' : ''} ${isDisabled ? 'is-disabled' : ''}`}
        label={`${label}，${chosen?.text ?? placeholder}`}
        disabled={isDisabled}
        onTap={() => setIsOpen(true)}
      >
        <View className={`clip ${chosen ? '' : 'select__ph'}`}>{chosen?.text ?? placeholder}</View>
        <Icon name="chevron-down" size="xs" />
      </Tap>
      <Sheet isOpen={isOpen} title={label} onClose={() => setIsOpen(false)}>
        <RadioGroup
          label={label}
          items={options.map(option => ({ ...option, title: option.text }))}
          value={value}
          onChange={choose}
        />
      </Sheet>
    </>
  )
}
