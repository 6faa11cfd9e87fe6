import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Runs when the page comes to the front again. The first showing is the mount itself, which has already asked. */
export function useShownAgain(refresh: () => unknown): void {
  const hasShown = useRef(false)
  useDidShow(() => {
    if (hasShown.current) void refresh()
    hasShown.current = true
  })
}
