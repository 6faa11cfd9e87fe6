import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { byteLength } from '../bytes'
import { methodsOf, WxFailure, type Answering, type Asked } from './answer'
import type { Realm } from '../realm'

// WeChat's limits
const KEY_LIMIT_BYTES = 1024 * 1024
const TOTAL_LIMIT_BYTES = 10 * 1024 * 1024

/** Key-value storage of the phone, kept in a file so that a new host finds it again. */
export function storage(realm: Realm, answer: Answering, file: string) {
  const kept = new Map(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : [])
  const save = () => writeFileSync(file, JSON.stringify([...kept]))
  const size = () => [...kept].reduce((sum, [key, json]) => sum + byteLength(key) + byteLength(json), 0)

  function set(name: string, key: string, value: unknown): void {
    const json = JSON.stringify({ value })
    if (byteLength(json) > KEY_LIMIT_BYTES) throw new WxFailure(`${name}:fail entry size limit reached`)
    const others = size() - byteLength(kept.get(key) ?? '')
    if (others + byteLength(json) > TOTAL_LIMIT_BYTES) throw new WxFailure(`${name}:fail the storage is full`)
    kept.set(key, json)
    save()
  }
  const get = (key: string) => (JSON.parse(kept.get(key)!) as { value: unknown }).value
  const remove = (key: string) => (kept.delete(key), save())
  const clear = () => (kept.clear(), save())
  const info = () => ({ keys: [...kept.keys()], currentSize: Math.ceil(size() / 1024), limitSize: 10_240 })

  return {
    setStorageSync: (key: string, value: unknown) => set('setStorageSync', key, value),
    getStorageSync: (key: string) => (kept.has(key) ? realm.toApp(get(key)) : ''),
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: () => realm.toApp(info()),
    ...methodsOf(answer, {
      setStorage: ({ key, data }: Asked) => set('setStorage', String(key), data),
      getStorage({ key }: Asked) {
        if (!kept.has(String(key))) throw new WxFailure('getStorage:fail data not found')
        return { data: get(String(key)) }
      },
      removeStorage: ({ key }: Asked) => remove(String(key)),
      clearStorage: clear,
      getStorageInfo: info,
    }),
  }
}
