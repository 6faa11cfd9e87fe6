import { Image } from '@tarojs/components'
import { createContext, useContext, useRef } from 'react'
import { isH5 } from '@/lib/platform'

interface PictureProps {
  src: string
  className?: string
  /** read out; without it the element around the picture says what it is */
  label?: string
  onError?: () => void
}

/** Asks again for the pictures of this page: the addresses that functions give open for ten minutes. */
export const RefreshPictures = createContext<() => unknown>(() => undefined)

const pathOf = (address: string): string => address.replace(/[?#].*/, '')

/** Once for each picture: what fails with a new address too is gone. */
function useRefreshOnce(src: string): () => void {
  const refresh = useContext(RefreshPictures)
  const asked = useRef('')
  return () => {
    if (asked.current === pathOf(src)) return
    asked.current = pathOf(src)
    refresh()
  }
}

/** A photo that fills its box. */
export function Picture({ src, className, label = '', onError }: PictureProps) {
  const refreshOnce = useRefreshOnce(src)
  return (
    <Image
      src={src}
      className={className}
      mode="aspectFill"
      onError={onError ?? refreshOnce}
      {...(isH5 ? { nativeProps: { alt: label } } : { ariaLabel: label })}
    />
  )
}
