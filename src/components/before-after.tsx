import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Icon } from './icon'
import { Picture } from './picture'
import { Tap } from './tap'

interface Side {
  url?: string | null
  /** 14:26 */
  time?: string
  onAdd?: () => void
}

interface BeforeAfterProps {
  before: Side
  after: Side
  /** 维修前 14:26 below the pictures */
  hasCaption?: boolean
}

/** Two pictures side by side. A side that is missing asks for its picture, or says that there is none. */
export const BeforeAfter = ({ before, after, hasCaption = true }: BeforeAfterProps) => (
  <View className="ba">
    <Half name="维修前" side={before} hasCaption={hasCaption} />
    <Half name="维修后" side={after} hasCaption={hasCaption} />
  </View>
)

function Half({ name, side, hasCaption }: { name: string; side: Side; hasCaption: boolean }) {
  const { url, time, onAdd } = side
  return (
    <View className="ba__i">
      {url ? (
        <Tap
          className="ba__p"
          label={`看${name}的照片`}
          onTap={() => void Taro.previewImage({ urls: [url], current: url })}
        >
          <Picture className="ba__img" src={url} />
        </Tap>
      ) : (
        <Tap className="ba__add" onTap={onAdd}>
          <Icon name="camera" />
          {onAdd ? `拍${name}` : '没有照片'}
        </Tap>
      )}
      {hasCaption && (
        <View className="row g-2 cap mt-2">
          <View className="ink-1 medium">{name}</View>
          <View className={url ? '' : 'c-danger'}>{url ? time : '还没拍'}</View>
        </View>
      )}
    </View>
  )
}
