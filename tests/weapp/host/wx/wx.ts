import type { Phone } from '../phone'
import type { Realm } from '../realm'
import type { Page } from '../page'
import type { Router } from '../router'
import { answering, type Asked } from './answer'
import { canvasToTempFilePath } from './canvas-file'
import { cloudMethods, type CloudPlace } from './cloud'
import { device, networkEvent, openListeners, type Listeners } from './device'
import { fileMethods, openFiles, type PhoneFiles } from './files'
import { media } from './media'
import { openAbilities } from './open'
import { privacy as openPrivacy, type Privacy } from './privacy'
import { requests } from './request'
import { newScreen, routeMethods, screenMethods, type Screen } from './screen'
import { selectorQuery } from './selector-query'
import { storage } from './storage'

export interface WxOptions {
  realm: Realm
  phone: Phone
  place: CloudPlace
  storageFile: string
  hasPrivacyCheck: boolean
  router: () => Router
  launchOptions: () => object
  isTapping: () => boolean
  onCall: (name: string) => void
}

export interface Wx {
  api: Record<string, unknown>
  screen: Screen
  files: PhoneFiles
  privacy: Privacy
  listeners: Listeners
  /** tells the mini program that the network came or went */
  networkChanged(): void
}

// the mini program's own bundle keeps its chunks here
const OWN_FIELDS = new Set(['webpackJsonp', 'then', 'toJSON'])

/** A method that is not written here names itself instead of being quietly undefined. */
function refusing(api: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(api, {
    get(target, name, receiver) {
      if (typeof name === 'symbol' || name in target || OWN_FIELDS.has(name))
        return Reflect.get(target, name, receiver) as unknown
      throw new Error(`wx.${name} is not known to the local host`)
    },
  })
}

const still = { info: () => undefined, warn: () => undefined, error: () => undefined, log: () => undefined }

/** What does nothing that could be seen. */
function quiet(realm: Realm, launchOptions: () => object) {
  const manager = { onCheckForUpdate: () => undefined, onUpdateReady: () => undefined }
  return {
    nextTick: (run: () => void) => void setTimeout(() => realm.guard(run), 0),
    getUpdateManager: () => ({ ...manager, onUpdateFailed: () => undefined, applyUpdate: () => undefined }),
    getRealtimeLogManager: () => still,
    getLogManager: () => still,
    reportEvent: () => undefined,
    getLaunchOptionsSync: () => realm.toApp(launchOptions()),
    getEnterOptionsSync: () => realm.toApp(launchOptions()),
  }
}

export function openWx(options: WxOptions): Wx {
  const { realm, phone, router } = options
  const answer = answering(realm)
  const screen = newScreen()
  const files = openFiles()
  const listeners = openListeners(realm)
  const privacy = openPrivacy(realm, answer, { phone, isOn: options.hasPrivacyCheck })
  const current = (): Page | undefined => router().current()
  const { cloud, subscribe } = cloudMethods(answer, options.place, { phone, files, onCall: options.onCall })
  const api: Record<string, unknown> = {
    ...listeners.methods,
    ...device(realm, answer, phone),
    ...storage(realm, answer, options.storageFile),
    ...screenMethods(answer, screen),
    ...routeMethods(answer, router),
    ...fileMethods(answer, files),
    ...requests(answer),
    ...media(answer, { phone, files, privacy }),
    ...openAbilities(answer, { phone, screen, privacy, isTapping: options.isTapping, subscribe }),
    ...privacy.methods,
    ...quiet(realm, options.launchOptions),
    cloud,
    createSelectorQuery: selectorQuery(realm, current),
    canvasToTempFilePath: answer('canvasToTempFilePath', (asked: Asked) =>
      canvasToTempFilePath(files, asked),
    ),
  }
  api.canIUse = (name: string) => name.split('.')[0]! in api
  return {
    api: refusing(api),
    screen,
    files,
    privacy,
    listeners,
    networkChanged: () => listeners.fire('NetworkStatusChange', networkEvent(phone)),
  }
}
