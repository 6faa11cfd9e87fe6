import Taro from '@tarojs/taro'
import { createStore, useStore } from './store'

const isOnline = createStore(true)

/** Follows the network. Once, at launch. */
export function startNetwork(): void {
  void Taro.getNetworkType({ success: ({ networkType }) => isOnline.set(networkType !== 'none') })
  Taro.onNetworkStatusChange(({ isConnected }) => isOnline.set(isConnected))
}

export const useIsOnline = (): boolean => useStore(isOnline)
