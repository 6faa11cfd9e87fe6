import { View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '@/components/icon'
import { usePhotoUrl, type ChangePhotos, type Photo } from '@/components/photo'
import { Photos } from '@/components/photos'
import { Picture } from '@/components/picture'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { Tap } from '@/components/tap'
import { usePhotoUpload } from '@/components/use-photo-upload'
import { MAX_PHOTOS } from '../../../../cloudfunctions/repair/limits'

interface WorkPhotosProps {
  before: Photo[]
  after: Photo[]
  onBefore: ChangePhotos
  onAfter: ChangePhotos
}

/** The two sides of the report. An empty one takes photos at once, a filled one opens to add and remove. */
export function WorkPhotos({ before, after, onBefore, onAfter }: WorkPhotosProps) {
  const [openSide, setOpenSide] = useState<'before' | 'after'>()
  const close = () => setOpenSide(undefined)
  return (
    <>
      <View className="ba">
        <Side name="维修前" photos={before} onChange={onBefore} onOpen={() => setOpenSide('before')} />
        <Side name="维修后" photos={after} onChange={onAfter} onOpen={() => setOpenSide('after')} isNeeded />
      </View>
      <Sheet isOpen={openSide === 'before'} title="维修前照片" onClose={close}>
        <Photos photos={before} onChange={onBefore} max={MAX_PHOTOS} label="维修前照片" />
      </Sheet>
      <Sheet isOpen={openSide === 'after'} title="维修后照片" onClose={close}>
        <Photos photos={after} onChange={onAfter} max={MAX_PHOTOS} label="维修后照片" />
      </Sheet>
    </>
  )
}

interface SideProps {
  name: string
  photos: Photo[]
  onChange: ChangePhotos
  onOpen: () => void
  isNeeded?: boolean
}

function Side({ name, photos, onChange, onOpen, isNeeded }: SideProps) {
  const { add } = usePhotoUpload(onChange)
  const cover = photos[0]
  return (
    <View className="ba__i">
      {cover ? (
        <Tap
          className="ba__p work-photos__p"
          label={`${name}，${stateOf(photos)}，看和改照片`}
          onTap={onOpen}
        >
          <Cover photo={cover} />
          <View className="work-photos__n">
            <Tag>{stateOf(photos)}</Tag>
          </View>
        </Tap>
      ) : (
        <Tap className="ba__add" onTap={() => void add(MAX_PHOTOS)}>
          <Icon name="camera" />
          {`拍${name}`}
        </Tap>
      )}
      <View className="row g-2 cap mt-2">
        <View className="ink-1 medium">{name}</View>
        {!cover && <View className={isNeeded ? 'c-danger' : ''}>{isNeeded ? '还没拍' : '选填'}</View>}
      </View>
    </View>
  )
}

function stateOf(photos: Photo[]): string {
  if (photos.some(({ status }) => status === 'failed')) return '有照片没传上'
  if (photos.some(({ status }) => status === 'uploading')) return '正在上传'
  return `${photos.length} 张`
}

function Cover({ photo }: { photo: Photo }) {
  const stored = usePhotoUrl(photo.path ? undefined : photo.fileId)
  const url = photo.path ?? stored
  return url ? <Picture className="ba__img" src={url} /> : null
}
