import path from 'node:path'
import { checkStyles, compileTemplates } from './compile'
import { readDist, type Dist } from './dist'
import { openModules, type Modules } from './modules'
import { newPhone, type Phone } from './phone'
import { openRealm, type Realm } from './realm'
import { openReport, type Report } from './report'
import { openRouter, parseUrl, type Router } from './router'
import type { Runtime } from './runtime'
import { openTemplates } from './templates'
import { type CloudPlace } from './wx/cloud'
import { openWx, type Wx } from './wx/wx'

export interface HostOptions {
  /** folder of the built mini program */
  dist: string
  /** compiled templates are kept here */
  cacheDir: string
  storageFile: string
  cloud: CloudPlace
  phone?: Partial<Phone>
  /** how the mini program is entered; the first page of app.json when absent */
  launch?: { url?: string; scene?: number }
  onPrint?: (type: string, args: unknown[]) => void
}

export interface Host {
  dist: Dist
  realm: Realm
  report: Report
  router: Router
  phone: Phone
  wx: Wx
  launch(): void
  /** runs a person's tap; requests that WeChat grants only to taps are granted meanwhile */
  whileTapping(run: () => void): void
  setPhone(patch: Partial<Phone>): void
  toBackground(): void
  toForeground(): void
  /** waits until the mini program has nothing under way */
  settle(timeoutMs?: number): Promise<void>
}

const SCENE_FROM_LIST = 1001
const SETTLE_ROUNDS = 3

type AppInstance = Record<string, unknown>

function launchApp(modules: Modules, realm: Realm): AppInstance {
  const app: AppInstance = {}
  realm.globals.getApp = () => app
  for (const [name, value] of Object.entries(modules.app()))
    app[name] = typeof value === 'function' ? (value.bind(app) as unknown) : value
  return app
}

const call = (realm: Realm, app: AppInstance | undefined, hook: string, event?: unknown) => {
  const method = app?.[hook]
  if (typeof method === 'function') realm.guard(() => method(realm.toApp(event)) as unknown)
}

function openRuntime(options: HostOptions, report: Report): Runtime {
  const dist = readDist(path.resolve(options.dist))
  checkStyles(dist, options.cacheDir)
  const find = openTemplates(compileTemplates(dist, options.cacheDir), text => report.fail('template', text))
  const realm = openRealm(report, (type, args) => options.onPrint?.(type, args))
  const modules = openModules(dist, realm)
  return { dist, realm, modules, report, render: (id, data) => find(`${id}.wxml`)(data), wx: {} }
}

/** Loads a built mini program. Nothing of it runs before `launch`. @throws when WeChat would refuse to compile it */
export function openHost(options: HostOptions): Host {
  const report = openReport()
  const runtime = openRuntime(options, report)
  const { dist, realm } = runtime
  const phone: Phone = { ...newPhone(), ...options.phone }
  const router = openRouter(runtime)
  const opening = parseUrl(options.launch?.url ?? `/${dist.app.pages[0]}`)
  const entry = {
    ...opening,
    scene: options.launch?.scene ?? SCENE_FROM_LIST,
    referrerInfo: {},
    mode: 'default',
  }
  let app: AppInstance | undefined
  let isTapping = false

  const wx = openWx({
    realm,
    phone,
    place: options.cloud,
    storageFile: options.storageFile,
    hasPrivacyCheck: dist.app.__usePrivacyCheck__ === true,
    router: () => router,
    launchOptions: () => entry,
    isTapping: () => isTapping,
    onCall: name => void router.current()?.figures.calls.push(name),
  })
  Object.assign(realm.globals, {
    wx: wx.api,
    getCurrentPages: () => router.stack.map(page => page.instance),
    __wxConfig: { envVersion: 'develop', pages: dist.pages },
  })
  runtime.wx = wx.api

  return {
    dist,
    realm,
    report,
    router,
    phone,
    wx,
    launch() {
      app = launchApp(runtime.modules, realm)
      call(realm, app, 'onLaunch', entry)
      call(realm, app, 'onShow', entry)
      router.launch(dist.pages.includes(opening.path) ? opening : parseUrl(`/${dist.app.pages[0]}`))
    },
    whileTapping(run) {
      isTapping = true
      run()
      setImmediate(() => (isTapping = false))
    },
    setPhone(patch) {
      const { network, theme } = phone
      Object.assign(phone, patch)
      if (phone.network !== network) wx.networkChanged()
      if (phone.theme !== theme) wx.listeners.fire('ThemeChange', { theme: phone.theme })
    },
    toBackground() {
      router.current()?.hide()
      call(realm, app, 'onHide', entry)
      wx.listeners.fire('AppHide', entry)
    },
    toForeground() {
      call(realm, app, 'onShow', entry)
      wx.listeners.fire('AppShow', entry)
      router.current()?.show()
    },
    settle: (timeoutMs = 10_000) => settle({ realm, screen: wx.screen }, timeoutMs),
  }
}

/** A question on screen waits for the person: that is not being busy. */
async function settle(
  { realm, screen }: { realm: Realm; screen: Wx['screen'] },
  timeoutMs: number,
): Promise<void> {
  const end = Date.now() + timeoutMs
  for (let quiet = 0; quiet < SETTLE_ROUNDS;) {
    await new Promise(resolve => setTimeout(resolve, 1))
    quiet = !realm.isBusy() || screen.modal || screen.sheet ? quiet + 1 : 0
    if (Date.now() > end) throw new Error(`still busy after ${timeoutMs} ms`)
  }
}
