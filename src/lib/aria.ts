import { isH5 } from './platform'

export interface Aria {
  role?: string
  label?: string
  /** decoration: not read out */
  hidden?: boolean
  checked?: boolean
  selected?: boolean
  disabled?: boolean
  live?: 'polite' | 'assertive'
  /** of a heading; the browser only */
  level?: number
}

const FLAGS = ['hidden', 'checked', 'selected', 'disabled'] as const

/**
 * Accessibility attributes for a Taro element. The browser knows `role`; WeChat calls it `aria-role`.
 * Flags are written out as words, because an absent attribute and a false one mean different things.
 */
export function aria({ role, label, live, level, ...flags }: Aria): Record<string, string> {
  const attributes: Record<string, string> = {}
  if (role) attributes[isH5 ? 'role' : 'ariaRole'] = role
  if (label) attributes.ariaLabel = label
  if (live) attributes.ariaLive = live
  if (level && isH5) attributes.ariaLevel = String(level)
  for (const flag of FLAGS) {
    if (flags[flag] !== undefined)
      attributes[`aria${flag[0]!.toUpperCase()}${flag.slice(1)}`] = String(flags[flag])
  }
  return attributes
}
