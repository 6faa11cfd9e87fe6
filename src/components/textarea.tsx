import { Textarea as NativeTextarea, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { length } from '@/lib/format'
import { boxClass, named } from './input'

interface TextareaProps {
  value: string
  onChange: (value: string) => void
  label: string
  placeholder?: string
  /** most characters, counted as people count; what is over is kept and shown in red */
  max: number
  error?: string
  isDisabled?: boolean
  isFocused?: boolean
  /** bottom left, such as 语音输入 */
  extra?: ReactNode
}

/** Several lines of text with a counter. */
export function Textarea({
  value,
  onChange,
  label,
  placeholder,
  max,
  error,
  isDisabled,
  isFocused,
  extra,
}: TextareaProps) {
  const [isFocus, setIsFocus] = useState(false)
  const used = length(value)
  const isOver = used > max
  return (
    <View
      className={`input input--area ${boxClass({ isFocus, error: error ?? (isOver ? '-' : ''), isDisabled })}`}
    >
      <NativeTextarea
        className="input__text"
        value={value}
        placeholder={placeholder}
        placeholderClass="input__ph"
        maxlength={-1}
        autoHeight
        disabled={isDisabled}
        focus={isFocused}
        disableDefaultPadding
        onInput={event => onChange(event.detail.value)}
        onFocus={() => setIsFocus(true)}
        onBlur={() => setIsFocus(false)}
        {...named(label, error)}
      />
      <View className="input__foot">
        {extra}
        <View className={`input__count ${isOver ? 'input__count--over' : ''}`}>{`${used}/${max}`}</View>
      </View>
    </View>
  )
}
