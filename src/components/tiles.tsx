import { View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import { Tap } from './tap'

export interface Tile {
  text: string
  icon: IconName
  onTap: () => void
  /** a red badge on the icon; none for 0 */
  count?: number
}

interface TilesProps {
  tiles: Tile[]
  columns?: 3 | 4
}

/** Entries of a screen, in one card. */
export const Tiles = ({ tiles, columns = 3 }: TilesProps) => (
  <View className="card card--tiles">
    <View className={`tiles tiles--${columns}`}>
      {tiles.map(tile => (
        <Tap key={tile.text} className="tile" onTap={tile.onTap}>
          <View className="tile__i">
            <Icon name={tile.icon} />
            {Boolean(tile.count) && <View className="badge tile__badge">{tile.count}</View>}
          </View>
          {tile.text}
        </Tap>
      ))}
    </View>
  </View>
)
