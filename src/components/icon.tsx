import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'

/** Those of src/styles/icons.scss. */
export type IconName =
  | 'air-vent'
  | 'arrow-right'
  | 'bell'
  | 'building-2'
  | 'calendar-days'
  | 'camera'
  | 'check'
  | 'check-bold'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'chevrons-up-down'
  | 'circle-alert'
  | 'circle-check'
  | 'clipboard-check'
  | 'clipboard-list'
  | 'clock'
  | 'contact-round'
  | 'door-open'
  | 'download'
  | 'droplets'
  | 'ellipsis'
  | 'eye-off'
  | 'file-spreadsheet'
  | 'file-text'
  | 'glasses'
  | 'headset'
  | 'hourglass'
  | 'house'
  | 'image'
  | 'info'
  | 'lightbulb'
  | 'map-pin'
  | 'megaphone'
  | 'message-circle'
  | 'message-square-text'
  | 'minus'
  | 'monitor'
  | 'package'
  | 'paint-roller'
  | 'pen-line'
  | 'phone'
  | 'phone-call'
  | 'plus'
  | 'refresh-cw'
  | 'repeat'
  | 'rotate-ccw'
  | 'scan-line'
  | 'search'
  | 'send'
  | 'share-2'
  | 'shield-check'
  | 'smartphone'
  | 'star'
  | 'star-on'
  | 'sun-moon'
  | 'trees'
  | 'upload'
  | 'user-plus'
  | 'user-round'
  | 'user-round-check'
  | 'user-x'
  | 'wifi'
  | 'wifi-off'
  | 'wrench'
  | 'x'
  | 'zap'

interface IconProps {
  name: IconName
  /** 24 px when left out; s 18, xs 16, l 28 */
  size?: 's' | 'xs' | 'l'
  /** read out; an icon without it is decoration */
  label?: string
  className?: string
}

/** A line icon in the colour of the text around it. */
export function Icon({ name, size, label, className = '' }: IconProps) {
  const classes = `ic ic-${name} ${size ? `ic--${size}` : ''} ${className}`
  return <View className={classes} {...aria(label ? { role: 'img', label } : { hidden: true })} />
}
