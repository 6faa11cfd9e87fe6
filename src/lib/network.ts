import Taro from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { isH5 } from './platform'
import { createStore, useStore } from './store'

const isOnline = createStore(true)

/** Follows the network. Once, at launch. */
export function startNetwork(): void {
  if (isH5) return followBrowser()
  void Taro.getNetworkType({ success: ({ networkType }) => isOnline.set(networkType !== 'none') })
  Taro.onNetworkStatusChange(({ isConnected }) => isOnline.set(isConnected))
}

/** Taro asks the browser how fast the network is, which many do not know; whether there is one they all know. */
function followBrowser(): void {
  const look = () => isOnline.set(navigator.onLine)
  look()
  window.addEventListener('online', look)
  window.addEventListener('offline', look)
}

/** Runs when the network is back. */
export function useOnlineAgain(refresh: () => unknown): void {
  const isConnected = useIsOnline()
  const wasConnected = useRef(isConnected)
  useEffect(() => {
    if (isConnected && !wasConnected.current) void refresh()
    wasConnected.current = isConnected
  }, [isConnected, refresh])
}

export const useIsOnline = (): boolean => useStore(isOnline)
