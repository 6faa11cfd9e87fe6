import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { aria } from '@/lib/aria'
import { Icon } from './icon'
import { Picture } from './picture'
import { Tap } from './tap'
import { resumed, usePhotoUrl, type ChangePhotos, type Photo } from './photo'
import { usePhotoUpload } from './use-photo-upload'

const show = (urls: string[], current: string) => void Taro.previewImage({ urls, current })

interface PhotosProps {
  photos: Photo[]
  /** takes a function of the list, as a setState does */
  onChange: ChangePhotos
  max: number
  /** what the photos are of, read out */
  label?: string
}

/** Photos of a form: choose, store, try again, look at, remove. */
export function Photos({ photos, onChange, max, label = '照片' }: PhotosProps) {
  const { add, retry } = usePhotoUpload(onChange)
  const latest = useRef(onChange)
  useEffect(() => latest.current(resumed), [])
  const remove = (key: string) => onChange(old => old.filter(photo => photo.key !== key))
  return (
    <View className="photos" {...aria({ role: 'group', label })}>
      {photos.map((photo, index) => (
        <Thumb
          key={photo.key}
          photo={photo}
          name={`${label} ${index + 1}`}
          onRetry={() => void retry(photo)}
          onRemove={() => remove(photo.key)}
        />
      ))}
      {photos.length < max && (
        <Tap
          className="photo photo--add"
          label={`${photos.length}/${max}，添加${label}`}
          onTap={() => void add(max - photos.length)}
        >
          <Icon name="camera" />
          {`${photos.length}/${max}`}
        </Tap>
      )}
    </View>
  )
}

interface ThumbProps {
  photo: Photo
  name: string
  onRetry: () => void
  onRemove: () => void
}

function Thumb({ photo, name, onRetry, onRemove }: ThumbProps) {
  // a path of an earlier visit no longer opens; the stored file does
  const [isPathGone, setIsPathGone] = useState(false)
  const path = isPathGone ? undefined : photo.path
  const stored = usePhotoUrl(path ? undefined : photo.fileId)
  const url = path ?? stored
  const isFailed = photo.status === 'failed'
  return (
    <View className={`photo ${isFailed ? 'is-error' : ''}`}>
      <Tap className="photo__img" label={`看${name}`} onTap={() => url && show([url], url)}>
        {url && <Picture className="photo__img" src={url} onError={() => setIsPathGone(true)} />}
      </Tap>
      {photo.status === 'uploading' && (
        <View className="photo__veil" {...aria({ role: 'status', label: `${name}正在上传` })}>
          {`${photo.percent ?? 0}%`}
        </View>
      )}
      {isFailed && (
        <Tap className="photo__veil" label={`再传一次，${name}没传上`} onTap={onRetry}>
          <Icon name="rotate-ccw" size="s" />
          再传一次
        </Tap>
      )}
      <Tap className="photo__x" hover="" label={`删除${name}`} onTap={onRemove}>
        <View className="photo__x-dot">
          <Icon name="x" size="xs" />
        </View>
      </Tap>
    </View>
  )
}

interface PhotoRowProps {
  /** as functions give them: with an address, null when the file is gone */
  photos: { fileId: string; url: string | null; isReplaced?: boolean }[]
  label?: string
}

/** Stored photos, to look at. */
export function PhotoRow({ photos, label = '照片' }: PhotoRowProps) {
  const urls = photos.flatMap(photo => photo.url ?? [])
  if (photos.length === 0) return null
  return (
    <View className="photos photos--row">
      {photos.map(({ fileId, url, isReplaced }, index) =>
        url ? (
          <Tap
            key={fileId}
            className="photo photo--s"
            label={`看${label} ${index + 1}`}
            onTap={() => show(urls, url)}
          >
            <Picture className="photo__img" src={url} />
          </Tap>
        ) : (
          <View key={fileId} className="photo photo--s photo--gone">
            <Icon
              name="image"
              label={`${label} ${index + 1} ${isReplaced ? '提交后被换过，不能作数' : '已不在'}`}
            />
          </View>
        ),
      )}
    </View>
  )
}
