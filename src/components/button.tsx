import { Button as NativeButton, View, type ButtonProps as NativeProps } from '@tarojs/components'
import { useRef, useState, type ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface ButtonProps {
  children: ReactNode
  /** one primary per screen */
  kind?: 'primary' | 'soft' | 'line' | 'danger' | 'text' | 'plate'
  size?: 'lg' | 'sm'
  icon?: IconName
  /** a promise keeps the button turning, and locked, until it settles */
  onTap?: () => unknown
  isLoading?: boolean
  loadingText?: string
  isDisabled?: boolean
  isBlock?: boolean
  /** takes the rest of its row */
  isGrow?: boolean
  /** when the text alone does not say it */
  label?: string
  className?: string
  /** WeChat's open abilities, such as the phone number of the account */
  openType?: NativeProps['openType']
  onGetPhoneNumber?: NativeProps['onGetPhoneNumber']
}

const classesOf = (props: ButtonProps, isBusy: boolean): string =>
  [
    'btn',
    `btn--${props.kind ?? 'primary'}`,
    props.size && `btn--${props.size}`,
    props.size === 'sm' && 'hit',
    props.isBlock && 'btn--block',
    props.isGrow && 'grow',
    isBusy && 'is-loading',
    props.isDisabled && 'is-disabled',
    props.className,
  ]
    .filter(Boolean)
    .join(' ')

/** Runs one tap at a time and knows while it runs. */
function useLockedTap(onTap?: () => unknown): [isRunning: boolean, tap: () => void] {
  const [isRunning, setIsRunning] = useState(false)
  const isLocked = useRef(false)
  const tap = () => {
    if (isLocked.current) return
    const result = onTap?.()
    if (!(result instanceof Promise)) return
    isLocked.current = true
    setIsRunning(true)
    const unlock = () => {
      isLocked.current = false
      setIsRunning(false)
    }
    result.then(unlock, unlock)
  }
  return [isRunning, tap]
}

export function Button(props: ButtonProps) {
  const [isRunning, tap] = useLockedTap(props.onTap)
  const isBusy = isRunning || Boolean(props.isLoading)
  if (props.openType) return <OpenButton {...props} />
  return (
    <Tap
      className={classesOf(props, isBusy)}
      label={props.label ?? (isBusy ? silentName(props) : undefined)}
      disabled={props.isDisabled || isBusy}
      onTap={tap}
    >
      {isBusy ? <Busy {...props} /> : <Face {...props} />}
    </Tap>
  )
}

const busyText = ({ loadingText, isBlock, isGrow }: ButtonProps): string =>
  loadingText ?? (isBlock || isGrow ? '提交中' : '')

/** A small button only turns while it is busy: its name is read out all the same. */
const silentName = (props: ButtonProps): string | undefined =>
  busyText(props) === '' && typeof props.children === 'string' ? props.children : undefined

const Face = ({ icon, children }: ButtonProps) => (
  <>
    {icon && <Icon name={icon} size="s" />}
    {children}
  </>
)

function Busy(props: ButtonProps) {
  return (
    <>
      <View className="btn__ghost">
        <Face {...props} />
      </View>
      <View className="btn__busy">
        <View className="spin" />
        {busyText(props)}
      </View>
    </>
  )
}

const OpenButton = (props: ButtonProps) => (
  <NativeButton
    className={`${classesOf(props, false)} btn--native`}
    hoverClass="is-pressed"
    openType={props.openType}
    disabled={props.isDisabled}
    onGetPhoneNumber={props.onGetPhoneNumber}
  >
    <Face {...props} />
  </NativeButton>
)
