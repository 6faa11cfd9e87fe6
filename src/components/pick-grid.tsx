import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { FieldError } from './field'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface PickItem<T extends string = string> {
  value: T
  text: string
  icon: IconName
  isDisabled?: boolean
}

interface PickGridProps<T extends string> {
  items: PickItem<T>[]
  value: T | undefined
  onChange: (value: T) => void
  label: string
  columns?: 2 | 3 | 4
  error?: string
}

/** One of several pictures: the categories of the repair form. */
export function PickGrid<T extends string>({
  items,
  value,
  onChange,
  label,
  columns = 4,
  error,
}: PickGridProps<T>) {
  const classes = `pick pick--${columns} ${error ? 'is-error' : ''}`
  return (
    <View>
      <View className="card pick__box">
        <View className={classes} {...aria({ role: 'radiogroup', label })}>
          {items.map(item => (
            <Tap
              key={item.value}
              className={`pick__i ${item.value === value ? 'is-on' : ''} ${item.isDisabled ? 'is-disabled' : ''}`}
              role="radio"
              checked={item.value === value}
              disabled={item.isDisabled}
              onTap={() => onChange(item.value)}
            >
              <Icon name={item.icon} />
              {item.text}
            </Tap>
          ))}
        </View>
      </View>
      <FieldError text={error} />
    </View>
  )
}

interface RoomGridProps {
  rooms: { value: string; text: string; isDisabled?: boolean }[]
  value: string | undefined
  onChange: (value: string) => void
  label: string
}

/** Room numbers, three a line. */
export function RoomGrid({ rooms, value, onChange, label }: RoomGridProps) {
  return (
    <View className="rooms" {...aria({ role: 'radiogroup', label })}>
      {rooms.map(room => (
        <View className="rooms__w" key={room.value}>
          <Tap
            className={`rooms__i ${room.value === value ? 'is-on' : ''} ${room.isDisabled ? 'is-disabled' : ''}`}
            role="radio"
            checked={room.value === value}
            disabled={room.isDisabled}
            onTap={() => onChange(room.value)}
          >
            {room.text}
          </Tap>
        </View>
      ))}
    </View>
  )
}
