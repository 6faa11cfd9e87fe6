import Taro from '@tarojs/taro'
import { personOfPage } from './cloud/h5'
import { isH5 } from './platform'

/** In a browser several people share one storage (see personOfPage), so each has names of their own. */
const fullName = (name: string): string => (isH5 ? `heju.${personOfPage()}.${name}` : `heju.${name}`)

/** What this device keeps for the person, as it was put there; undefined when nothing was. */
export function recall<T>(name: string): T | undefined {
  const value = Taro.getStorageSync(fullName(name)) as T | ''
  return value === '' ? undefined : value
}

export const keep = (name: string, value: unknown): void => Taro.setStorageSync(fullName(name), value)

export const forget = (name: string): void => Taro.removeStorageSync(fullName(name))
