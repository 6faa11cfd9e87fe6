import type { Phone } from '../phone'
import type { Realm } from '../realm'
import { methodsOf, type Answering } from './answer'

const WINDOW = {
  pixelRatio: 3,
  screenWidth: 375,
  screenHeight: 812,
  windowWidth: 375,
  windowHeight: 724,
  statusBarHeight: 44,
  screenTop: 88,
  safeArea: { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 },
}
const DEVICE = { platform: 'ios', system: 'iOS 17.0', brand: 'iPhone', model: 'iPhone X', benchmarkLevel: 1 }
const APP = {
  SDKVersion: '3.5.0',
  version: '8.0.50',
  language: 'zh_CN',
  fontSizeSetting: 16,
  fontSizeScaleFactor: 1,
}

export interface Listeners {
  add(name: string, listener: (event: unknown) => void): void
  fire(name: string, event: unknown): void
}

/** `wx.onX` and `wx.offX`. */
export function openListeners(realm: Realm): Listeners & { methods: Record<string, unknown> } {
  const listeners = new Map<string, Set<(event: unknown) => void>>()
  const add = (name: string, listener: (event: unknown) => void) => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener))
  }
  const remove = (name: string, listener?: (event: unknown) => void) => {
    if (listener) listeners.get(name)?.delete(listener)
    else listeners.delete(name)
  }
  const names = 'AppShow AppHide Error UnhandledRejection PageNotFound ThemeChange WindowResize MemoryWarning'
  const more =
    'NetworkStatusChange KeyboardHeightChange UserCaptureScreen LazyLoadError NeedPrivacyAuthorization'
  const methods = `${names} ${more}`.split(' ').flatMap(name => [
    [`on${name}`, (listener: (event: unknown) => void) => add(name, listener)],
    [`off${name}`, (listener?: (event: unknown) => void) => remove(name, listener)],
  ])
  return {
    add,
    fire(name, event) {
      for (const listener of listeners.get(name) ?? []) realm.guard(() => listener(realm.toApp(event)))
    },
    methods: Object.fromEntries(methods) as Record<string, unknown>,
  }
}

const networkOf = ({ network }: Phone) => ({ networkType: network, isConnected: network !== 'none' })

/** The phone itself: screen, system, network. */
export function device(realm: Realm, answer: Answering, phone: Phone) {
  const app = () => ({ ...APP, theme: phone.theme })
  const system = () => ({ ...WINDOW, ...DEVICE, ...app() })
  const sync = (give: () => unknown) => () => realm.toApp(give())
  return {
    getSystemInfoSync: sync(system),
    getWindowInfo: sync(() => WINDOW),
    getDeviceInfo: sync(() => DEVICE),
    getAppBaseInfo: sync(app),
    getSystemSetting: sync(() => ({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: true })),
    getAppAuthorizeSetting: sync(() => ({ albumAuthorized: 'authorized', cameraAuthorized: 'authorized' })),
    getAccountInfoSync: sync(() => ({
      miniProgram: { appId: 'wx0000000000000000', envVersion: 'develop', version: '' },
    })),
    getMenuButtonBoundingClientRect: sync(() => ({
      width: 87,
      height: 32,
      left: 281,
      top: 48,
      right: 368,
      bottom: 80,
    })),
    ...methodsOf(answer, {
      getSystemInfo: system,
      getSystemInfoAsync: system,
      getNetworkType: () => networkOf(phone),
      vibrateShort: () => undefined,
      vibrateLong: () => undefined,
    }),
  }
}

export const networkEvent = networkOf
