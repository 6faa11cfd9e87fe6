import { Input as NativeInput, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { phoneAsTyped } from '@/lib/format'
import { isH5 } from '@/lib/platform'
import { firstGraphemes } from '../../cloudfunctions/shared/graphemes'

export interface InputProps {
  value: string
  onChange: (value: string) => void
  /** what is asked, read out; the visible label is the field's */
  label: string
  /** an example, never the label */
  placeholder?: string
  /** phone groups its digits while they are typed */
  kind?: 'text' | 'phone' | 'number' | 'digit'
  /** most characters, counted as people count; what is over goes when the field is left */
  maxLength?: number
  error?: string
  isDisabled?: boolean
  isFocused?: boolean
  /** inside the box on the right */
  extra?: ReactNode
  onBlur?: () => void
}

const KEYBOARD = { text: 'text', phone: 'number', number: 'number', digit: 'digit' } as const
const H5_KEYBOARD = { text: 'text', phone: 'tel', number: 'numeric', digit: 'decimal' } as const

export const boxClass = (state: { isFocus?: boolean; error?: string; isDisabled?: boolean }): string =>
  [state.isFocus && 'is-focus', state.error && 'is-error', state.isDisabled && 'is-disabled']
    .filter(Boolean)
    .join(' ')

const MAX_LENGTH = 200
const PHONE_UNITS = 13

/** WeChat counts the halves of an emoji, so its own limit only bounds; a family has eleven and more. */
const UNITS_PER_CHARACTER = 16

const unitsFor = ({ kind, maxLength = MAX_LENGTH }: InputProps): number =>
  kind === 'phone' ? PHONE_UNITS : maxLength * UNITS_PER_CHARACTER

/** One line of text. */
export function Input(props: InputProps) {
  const { value, onChange, label, placeholder, kind = 'text', error, isDisabled, extra, onBlur } = props
  const { maxLength = MAX_LENGTH } = props
  const [isFocus, setIsFocus] = useState(false)
  const change = (typed: string) => {
    const next = kind === 'phone' ? phoneAsTyped(typed) : typed
    onChange(next)
    return next
  }
  return (
    <View className={`input ${boxClass({ isFocus, error, isDisabled })}`}>
      <NativeInput
        className="input__native"
        value={value}
        // a browser's number field drops spaces and zeros
        type={isH5 ? 'text' : KEYBOARD[kind]}
        placeholder={placeholder}
        placeholderClass="input__ph"
        maxlength={unitsFor(props)}
        disabled={isDisabled}
        focus={props.isFocused}
        onInput={event => change(event.detail.value)}
        onFocus={() => setIsFocus(true)}
        onBlur={() => {
          setIsFocus(false)
          const fitting = firstGraphemes(value, maxLength)
          if (fitting !== value) onChange(fitting)
          onBlur?.()
        }}
        {...named(label, error, H5_KEYBOARD[kind])}
      />
      {extra}
    </View>
  )
}

/** In the browser the name must sit on the element inside Taro's. */
export const named = (label: string, error?: string, inputMode?: string): Record<string, unknown> =>
  isH5
    ? {
        nativeProps: {
          'aria-label': label,
          'aria-invalid': error ? 'true' : 'false',
          ...(inputMode && { inputMode }),
        },
      }
    : { ariaLabel: label }
