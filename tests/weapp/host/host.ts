import path from 'node:path'
import { PATIENCE_MS } from '../../support/patience'
import { checkStyles, compileTemplates } from './compile'
import { readDist, type Dist } from './dist'
import { openModules, type Modules } from './modules'
import { newPhone, type Phone } from './phone'
import { openRealm, type Realm } from './realm'
import { openReport, type Report } from './report'
import type { Opening } from './page'
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
  settle(): Promise<void>
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

interface Entry extends Opening {
  scene: number
  referrerInfo: object
  mode: 'default'
}

function entryOf(dist: Dist, { url, scene = SCENE_FROM_LIST }: NonNullable<HostOptions['launch']>): Entry {
  const opening = parseUrl(url ?? `/${dist.app.pages[0]}`)
  return { ...opening, scene, referrerInfo: {}, mode: 'default' }
}

interface Parts {
  runtime: Runtime
  router: Router
  phone: Phone
  wx: Wx
  entry: Entry
}

/** Starting, going to the background and coming back: what the mini program hears of it. */
function lifeOf({
  runtime,
  router,
  wx,
  entry,
}: Parts): Pick<Host, 'launch' | 'toBackground' | 'toForeground'> {
  const { dist, realm, modules } = runtime
  let app: AppInstance | undefined
  return {
    launch() {
      app = launchApp(modules, realm)
      call(realm, app, 'onLaunch', entry)
      call(realm, app, 'onShow', entry)
      router.launch(dist.pages.includes(entry.path) ? entry : parseUrl(`/${dist.app.pages[0]}`))
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
  }
}

/** What the person and the world do to the phone. */
function changePhone({ phone, wx }: Parts, patch: Partial<Phone>): void {
  const { network, theme } = phone
  Object.assign(phone, patch)
  if (phone.network !== network) wx.networkChanged()
  if (phone.theme !== theme) wx.listeners.fire('ThemeChange', { theme: phone.theme })
}

function connect(options: HostOptions, runtime: Runtime, isTapping: () => boolean): Parts {
  const { dist, realm } = runtime
  const phone: Phone = { ...newPhone(), ...options.phone }
  const router = openRouter(runtime)
  const entry = entryOf(dist, options.launch ?? {})
  const wx = openWx({
    realm,
    phone,
    place: options.cloud,
    storageFile: options.storageFile,
    hasPrivacyCheck: dist.app.__usePrivacyCheck__ === true,
    router: () => router,
    launchOptions: () => entry,
    isTapping,
    onCall: name => void router.current()?.figures.calls.push(name),
  })
  runtime.wx = wx.api
  Object.assign(realm.globals, {
    wx: wx.api,
    getCurrentPages: () => router.stack.map(page => page.instance),
    __wxConfig: { envVersion: 'develop', pages: dist.pages },
  })
  return { runtime, router, phone, wx, entry }
}

/** Loads a built mini program. Nothing of it runs before `launch`. @throws when WeChat would refuse to compile it */
export function openHost(options: HostOptions): Host {
  const report = openReport()
  const runtime = openRuntime(options, report)
  let isTapping = false
  const parts = connect(options, runtime, () => isTapping)
  const { router, phone, wx } = parts
  const { dist, realm } = runtime
  return {
    ...{ dist, realm, report, router, phone, wx },
    ...lifeOf(parts),
    whileTapping(run) {
      isTapping = true
      run()
      setImmediate(() => (isTapping = false))
    },
    setPhone: patch => changePhone(parts, patch),
    settle: () => settle(realm, wx.screen),
  }
}

/** A question on screen waits for the person: that is not being busy. */
async function settle(realm: Realm, screen: Wx['screen']): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  for (let quiet = 0; quiet < SETTLE_ROUNDS;) {
    await new Promise(resolve => setTimeout(resolve, 1))
    quiet = !realm.isBusy() || screen.modal || screen.sheet ? quiet + 1 : 0
    if (Date.now() > end) throw new Error('the mini program never comes to rest')
  }
}
