import Taro from '@tarojs/taro'
import { isH5 } from './platform'

// WeChat fetches a new version of the mini program by itself and uses it at the next cold start. When the functions take
// the old one no longer, it is used at once.

let isReady = false
let isRequired = false

const apply = () => Taro.getUpdateManager().applyUpdate()

/** Once, at launch. In the browser loading the page again is all there is. */
export function startUpdates(): void {
  if (isH5) return
  Taro.getUpdateManager().onUpdateReady(() => {
    isReady = true
    if (isRequired) apply()
  })
}

/** Uses the new version, now or as soon as it has been fetched; until then people read the refusal's sentence. */
export function requireUpdate(): void {
  isRequired = true
  if (isReady) apply()
}
