import { useEffect, useRef, useState } from 'react'
import { photosForDraft, type ChangePhotos, type Photo } from '@/components/photo'
import { useUploadAgain } from '@/components/use-photo-upload'

/**
 * Photos of a draft. While one is going up only this page knows it; the draft keeps those that are stored.
 * @param kept those of the draft when the page opened
 */
export function useKeptPhotos(kept: Photo[], keep: (photos: Photo[]) => void): [Photo[], ChangePhotos] {
  const [photos, setPhotos] = useState(() => photosForDraft(kept))
  useUploadAgain(photos, setPhotos)
  const latest = useRef(keep)
  latest.current = keep
  const last = useRef(photos)
  useEffect(() => {
    if (photos === last.current) return
    last.current = photos
    latest.current(photosForDraft(photos))
  }, [photos])
  return [photos, setPhotos]
}
