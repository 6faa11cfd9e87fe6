import { useEffect, useState } from 'react'
import { cloud } from '@/lib/cloud/cloud'

/** One photo of a form. `fileId` is there once it has been stored. */
export interface Photo {
  key: string
  /** local path or address, as long as it opens */
  path?: string
  fileId?: string
  status: 'uploading' | 'done' | 'failed'
  /** 0 to 100 while uploading */
  percent?: number
}

/** Changes the list as it is then, because several uploads answer in any order. */
export type ChangePhotos = (change: (photos: Photo[]) => Photo[]) => void

export const storedIds = (photos: Photo[]): string[] => photos.flatMap(photo => photo.fileId ?? [])
export const isUploading = (photos: Photo[]): boolean => photos.some(photo => photo.status === 'uploading')

/** Why a form with these photos cannot be sent yet. @param act the word of its button: 提交 */
export function photosWait(photos: Photo[], act: string): string | undefined {
  if (isUploading(photos)) return `照片传好后就能${act}`
  return photos.some(({ status }) => status === 'failed') ? '有照片没传上，请再传一次或删掉' : undefined
}

/** What a draft keeps: stored photos. Local paths are gone when the app opens again. */
export const photosForDraft = (photos: Photo[]): Photo[] =>
  photos.flatMap(({ key, fileId }) => (fileId ? [{ key, fileId, status: 'done' as const }] : []))

/** A list read back from a draft: what was on its way then did not arrive. */
export const resumed = (photos: Photo[]): Photo[] =>
  photos.map(photo => (photo.status === 'uploading' ? { ...photo, status: 'failed' } : photo))

// addresses open for ten minutes; asking again for the same file within a visit is not needed
const known = new Map<string, string>()

/** Address of a stored file; undefined until it is known. */
export function usePhotoUrl(fileId: string | undefined): string | undefined {
  const [url, setUrl] = useState(() => (fileId ? known.get(fileId) : undefined))
  useEffect(() => {
    if (!fileId || known.has(fileId)) return setUrl(fileId && known.get(fileId))
    let isWanted = true
    const take = (urls: Map<string, string>) => {
      const found = urls.get(fileId)
      if (found) known.set(fileId, found)
      if (isWanted) setUrl(found)
    }
    cloud.tempUrls([fileId]).then(take, () => undefined)
    return () => {
      isWanted = false
    }
  }, [fileId])
  return url
}
