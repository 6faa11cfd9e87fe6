import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'

interface AvatarProps {
  /** the first character is shown */
  name: string
  size?: 's' | 'l'
}

export const Avatar = ({ name, size }: AvatarProps) => (
  <View className={`ava ${size ? `ava--${size}` : ''}`} {...aria({ hidden: true })}>
    {[...name][0] ?? ''}
  </View>
)
