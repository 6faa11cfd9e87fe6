import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

interface LinkProps {
  children: ReactNode
  icon?: IconName
  label?: string
  /** a row 44 high; otherwise the touch area reaches beyond the text */
  isRow?: boolean
  onTap?: () => void
}

/** A word to tap inside a text or a head: 复制, 换文件. */
export function Link({ children, icon, label, isRow, onTap }: LinkProps) {
  return (
    <Tap className={`link row g-1 ${isRow ? 'link--row' : 'hit'}`} hover="" label={label} onTap={onTap}>
      {icon && <Icon name={icon} size="s" />}
      {children}
    </Tap>
  )
}
