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

/** Addresses open for ten minutes; asking again for the same file before that is not needed. */
const ADDRESS_MS = 9 * 60_000
const known = new Map<string, { url: string; until: number }>()

function knownUrl(fileId: string | undefined): string | undefined {
  const found = fileId ? known.get(fileId) : undefined
  return found && found.until > Date.now() ? found.url : undefined
}

/** Address of a stored file; undefined until it is known. */
export function usePhotoUrl(fileId: string | undefined): string | undefined {
  const [url, setUrl] = useState(() => knownUrl(fileId))
  useEffect(() => {
    const before = knownUrl(fileId)
    if (!fileId || before) return setUrl(before)
    let isWanted = true
    const take = (urls: Map<string, string>) => {
      const found = urls.get(fileId)
      if (found) known.set(fileId, { url: found, until: Date.now() + ADDRESS_MS })
      if (isWanted) setUrl(found)
    }
    cloud.tempUrls([fileId]).then(take, () => undefined)
    return () => {
      isWanted = false
    }
  }, [fileId])
  return url
}
