import { useRef } from 'react'
import { cloud } from '@/lib/cloud/cloud'
import { choosePhotos, newId } from '@/lib/files'
import { useOnlineAgain } from '@/lib/network'
import { useSession } from '@/lib/session'
import type { ChangePhotos, Photo } from './photo'
import { explainNoPhotos } from './photo-permission'

const extensionOf = (path: string): string =>
  /\.(png|webp|heic|gif)$/i.exec(path)?.[1]?.toLowerCase() ?? 'jpg'

/** Adds photos from this device and stores them at once, so that sending the form later only names them. */
export function usePhotoUpload(onChange: ChangePhotos) {
  const { me } = useSession()
  const latest = useRef(onChange)
  latest.current = onChange

  const patch = (key: string, change: Partial<Photo>) =>
    latest.current(photos => photos.map(photo => (photo.key === key ? { ...photo, ...change } : photo)))

  const upload = async ({ key, path }: Photo) => {
    if (!path || !me) return patch(key, { status: 'failed' })
    patch(key, { status: 'uploading', percent: 0 })
    try {
      const fileId = await cloud.upload({
        cloudPath: `${me.uploadPrefix}${key}.${extensionOf(path)}`,
        filePath: path,
        onProgress: percent => patch(key, { percent }),
      })
      patch(key, { status: 'done', fileId, percent: undefined })
    } catch {
      patch(key, { status: 'failed' })
    }
  }

  const add = async (room: number) => {
    const paths = await choosePhotos(room).catch(async (error: unknown) => {
      await explainNoPhotos(error)
      return []
    })
    const photos = paths.map(path => ({ key: newId(), path, status: 'uploading' as const }))
    latest.current(old => [...old, ...photos])
    await Promise.all(photos.map(upload))
  }

  return { add, retry: upload }
}

/** What did not go up without a network goes up once it is back. Once per form. */
export function useUploadAgain(photos: Photo[], onChange: ChangePhotos): void {
  const { retry } = usePhotoUpload(onChange)
  const failed = photos.filter(({ status, path }) => status === 'failed' && path)
  useOnlineAgain(() => void Promise.all(failed.map(retry)))
}
