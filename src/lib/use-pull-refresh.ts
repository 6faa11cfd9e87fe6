import Taro, { usePullDownRefresh } from '@tarojs/taro'

/** Pulling the page down reads it again. The page's config needs `enablePullDownRefresh`. */
export function usePullRefresh(refresh: () => Promise<unknown>): void {
  usePullDownRefresh(() => void refresh().finally(() => Taro.stopPullDownRefresh()))
}
