import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'

interface ProgressBarProps {
  /** 0 to 100 */
  percent: number
  tone?: 'warn' | 'danger'
  /** 10 high instead of 6 */
  isLarge?: boolean
  /** on a card: a darker rail */
  isOnCard?: boolean
}

export const ProgressBar = ({ percent, tone, isLarge, isOnCard }: ProgressBarProps) => (
  <View
    className={`bar ${isLarge ? 'bar--lg' : ''} ${isOnCard ? 'bar--on-card' : ''}`}
    {...aria({ role: 'img', label: `${Math.round(percent)}%` })}
  >
    <View
      className={`bar__v ${tone ? `bar__v--${tone}` : ''}`}
      style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
    />
  </View>
)
