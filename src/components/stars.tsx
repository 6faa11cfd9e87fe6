import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Icon } from './icon'
import { Tap } from './tap'

interface StarsProps {
  /** 0 when nothing is chosen */
  value: number
  /** without it the stars only show */
  onChange?: (value: number) => void
  isSmall?: boolean
}

const FIVE = [1, 2, 3, 4, 5]

/** Words of the ratings, next to the stars. */
export const STAR_WORDS = ['', '很差', '不满意', '一般', '满意', '很满意']

export function Stars({ value, onChange, isSmall }: StarsProps) {
  const classes = `stars ${isSmall ? 'stars--s' : ''}`
  if (!onChange) {
    return (
      <View className={classes} {...aria({ role: 'img', label: `${value} 星` })}>
        {FIVE.map(star => (
          <View key={star} className={`star ${star <= value ? 'is-on' : ''}`}>
            <Icon name={star <= value ? 'star-on' : 'star'} className="star__i" />
          </View>
        ))}
      </View>
    )
  }
  return (
    <View className={classes} {...aria({ role: 'radiogroup', label: '星级' })}>
      {FIVE.map(star => (
        <Tap
          key={star}
          className={`star ${star <= value ? 'is-on' : ''}`}
          role="radio"
          label={`${star} 星，${STAR_WORDS[star]}`}
          checked={star === value}
          onTap={() => onChange(star)}
        >
          <Icon name={star <= value ? 'star-on' : 'star'} className="star__i" />
        </Tap>
      ))}
    </View>
  )
}
