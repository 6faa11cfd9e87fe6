import { View } from '@tarojs/components'
import { aria } from '@/lib/aria'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface BigTile {
  text: string
  icon: IconName
  isOn?: boolean
  onTap: () => void
}

/** Large type: two tiles a line; as a choice when `label` names what is chosen. */
export const BigTiles = ({ tiles, label }: { tiles: BigTile[]; label?: string }) => (
  <View className="bigs" {...(label ? aria({ role: 'radiogroup', label }) : {})}>
    {tiles.map(tile => (
      <View className="bigw" key={tile.text}>
        <Tap
          className={`big ${tile.isOn ? 'is-on' : ''}`}
          role={label ? 'radio' : 'button'}
          checked={label ? Boolean(tile.isOn) : undefined}
          onTap={tile.onTap}
        >
          <View className="big__i">
            <Icon name={tile.icon} />
          </View>
          <View className="big__t">{tile.text}</View>
        </Tap>
      </View>
    ))}
  </View>
)

interface CallCardProps {
  title: string
  note?: string
  onTap: () => void
}

/** Large type: the dark card that calls somebody. */
export const CallCard = ({ title, note, onTap }: CallCardProps) => (
  <Tap className="call" hover="" onTap={onTap}>
    <Icon name="phone-call" size="l" />
    <View className="grow">
      <View className="t2">{title}</View>
      {note && <View className="call__note">{note}</View>}
    </View>
  </Tap>
)
