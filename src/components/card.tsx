import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Tap } from './tap'

interface CardProps {
  /** list: rows with their own padding; flush: none at all */
  kind?: 'list' | 'flush' | 'tiles'
  /** distance to the card above */
  isNext?: boolean
  className?: string
  label?: string
  onTap?: () => void
}

export function Card({ kind, isNext, className = '', label, onTap, children }: PropsWithChildren<CardProps>) {
  const classes = `card ${kind ? `card--${kind}` : ''} ${isNext ? 'mt-card' : ''} ${className}`
  if (!onTap) return <View className={classes}>{children}</View>
  // a link may hold buttons of its own, which a button may not
  return (
    <Tap className={classes} role="link" label={label} onTap={onTap}>
      {children}
    </Tap>
  )
}

/** Title on the left, a tag or so on the right. */
export function CardHead({ title, children }: PropsWithChildren<{ title: ReactNode }>) {
  return (
    <View className="card__head">
      <View className="t3 clip">{title}</View>
      {children}
    </View>
  )
}
