import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '@/lib/aria'
import { FieldError } from './field'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

interface ChipProps {
  children: ReactNode
  /** second line: 9/21 */
  sub?: string
  isOn?: boolean
  isDisabled?: boolean
  isError?: boolean
  isRound?: boolean
  icon?: IconName
  iconEnd?: IconName
  role?: string
  label?: string
  onTap?: () => void
}

const classesOf = ({ sub, isOn, isDisabled, isError, isRound }: ChipProps): string =>
  [
    'chip',
    sub && 'chip--two',
    isRound && 'chip--round',
    isOn && 'is-on',
    isDisabled && 'is-disabled',
    isError && !isDisabled && 'is-error',
  ]
    .filter(Boolean)
    .join(' ')

export function Chip(props: ChipProps) {
  const { children, sub, isOn, isDisabled, icon, iconEnd, role, label, onTap } = props
  const isChoice = role === 'radio' || role === 'checkbox'
  return (
    <Tap
      className={classesOf(props)}
      role={role}
      label={label}
      checked={isChoice ? Boolean(isOn) : undefined}
      disabled={isDisabled}
      onTap={onTap}
    >
      {icon && <Icon name={icon} size="xs" />}
      {sub ? <View className="medium">{children}</View> : children}
      {sub && <View className="chip__sub">{sub}</View>}
      {iconEnd && <Icon name={iconEnd} size="xs" />}
    </Tap>
  )
}

export interface Option<T extends string = string> {
  value: T
  text: string
  sub?: string
  isDisabled?: boolean
}

interface ChipsProps<T extends string> {
  options: Option<T>[]
  /** what is read out before the choices */
  label: string
  isRound?: boolean
  /** scroll: one line; fill: equal widths; half: two a line */
  layout?: 'scroll' | 'fill' | 'half'
  error?: string
}

const layoutClass = (layout?: string): string => `chips ${layout ? `chips--${layout}` : ''}`

interface ChipGroupProps<T extends string> extends ChipsProps<T> {
  value: T | undefined
  onChange: (value: T) => void
}

/** One of several. */
export function ChipGroup<T extends string>(props: ChipGroupProps<T>) {
  const { options, value, label, layout, isRound, error, onChange } = props
  return (
    <View>
      <View className={layoutClass(layout)} {...aria({ role: 'radiogroup', label })}>
        {options.map(option => (
          <Chip
            key={option.value}
            role="radio"
            sub={option.sub}
            isRound={isRound}
            isOn={option.value === value}
            isDisabled={option.isDisabled}
            isError={Boolean(error)}
            onTap={() => onChange(option.value)}
          >
            {option.text}
          </Chip>
        ))}
      </View>
      <FieldError text={error} />
    </View>
  )
}

interface ChipSetProps<T extends string> extends ChipsProps<T> {
  value: readonly T[]
  onChange: (value: T[]) => void
}

/** Any of several. */
export function ChipSet<T extends string>(props: ChipSetProps<T>) {
  const { options, value, label, layout, isRound, error, onChange } = props
  const toggle = (one: T) =>
    onChange(value.includes(one) ? value.filter(each => each !== one) : [...value, one])
  return (
    <View>
      <View className={layoutClass(layout)} {...aria({ role: 'group', label })}>
        {options.map(option => (
          <Chip
            key={option.value}
            role="checkbox"
            isRound={isRound}
            isOn={value.includes(option.value)}
            isDisabled={option.isDisabled}
            isError={Boolean(error)}
            onTap={() => toggle(option.value)}
          >
            {option.text}
          </Chip>
        ))}
      </View>
      <FieldError text={error} />
    </View>
  )
}
