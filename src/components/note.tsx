import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

interface NoteProps {
  children: ReactNode
  tone?: 'danger' | 'warn' | 'brand'
  icon?: IconName
  className?: string
}

/** A remark in a soft box. */
export const Note = ({ children, tone, icon, className = '' }: NoteProps) => (
  <View className={`note ${tone ? `note--${tone}` : ''} ${className}`}>
    {icon && <Icon name={icon} size="s" />}
    <View className="grow">{children}</View>
  </View>
)
