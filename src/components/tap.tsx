import { View, type ITouchEvent } from '@tarojs/components'
import type { CSSProperties, KeyboardEvent, PropsWithChildren } from 'react'
import { aria, type Aria } from '@/lib/aria'
import { isH5 } from '@/lib/platform'

export interface TapProps extends Omit<Aria, 'hidden' | 'live' | 'level'> {
  onTap?: () => void
  className?: string
  style?: CSSProperties
  /** class while pressed; '' for none */
  hover?: string
  id?: string
}

/** Anything that can be tapped. The browser also gets the keyboard; a nested one does not trigger the outer. */
export function Tap({
  onTap,
  className,
  style,
  hover = 'is-pressed',
  id,
  children,
  ...rest
}: PropsWithChildren<TapProps>) {
  const { disabled } = rest
  const isActive = Boolean(onTap) && !disabled
  const role = rest.role ?? (onTap ? 'button' : undefined)
  const tap = (event: ITouchEvent) => {
    event.stopPropagation()
    if (isActive) onTap?.()
  }
  return (
    <View
      className={className}
      style={style}
      hoverClass={isActive && hover ? hover : 'none'}
      hoverStopPropagation
      onClick={tap}
      {...(id ? { id } : {})}
      {...(isH5 ? keyboard(isActive, onTap) : {})}
      {...aria({ ...rest, role })}
    >
      {children}
    </View>
  )
}

function keyboard(isActive: boolean, onTap?: () => void): Record<string, unknown> {
  if (!isActive) return {}
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    onTap?.()
  }
  return { tabindex: '0', onKeyDown }
}
