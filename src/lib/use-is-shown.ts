import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** False while another page covers this one: pages below stay mounted. */
export function useIsShown(): boolean {
  const [isShown, setIsShown] = useState(true)
  useDidShow(() => setIsShown(true))
  useDidHide(() => setIsShown(false))
  return isShown
}
