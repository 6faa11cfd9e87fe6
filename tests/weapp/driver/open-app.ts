import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Phone } from '../host/phone'
import { placesOf, type Failure } from '../host/report'
import { appOf, type App } from './app'
import { devTools, startDevTools } from './devtools'
import { startHost, type RunningHost } from './start-host'
import { weappDist } from './dist'

export interface OpenOptions {
  /** address of the local cloud */
  origin: string
  openid: string
  phone?: Partial<Phone>
  launch?: { url?: string; scene?: number }
  /** another build than the one that ships */
  dist?: string
  /** of an earlier run of the same person, to find its storage again */
  storageFile?: string
  /** gives up on what is not there once the mini program has nothing under way: for builds that must fail */
  isImpatient?: boolean
}

export interface OpenApp extends App {
  host: RunningHost
  storageFile: string
  /** @throws when the mini program printed an error or let one escape */
  check(): Promise<void>
  /** puts the phone away for good; checks first */
  close(): Promise<void>
}

const tell = ({ kind, message, stack }: Failure) => [`${kind}: ${message}`, ...placesOf(stack)].join('\n')

/** Starts the mini program that ships as one person. */
export async function openApp(options: OpenOptions): Promise<OpenApp> {
  const { origin, openid, phone, launch, dist = weappDist(), isImpatient = false } = options
  const storageFile =
    options.storageFile ?? path.join(mkdtempSync(path.join(os.tmpdir(), 'weapp-')), 'storage.json')
  const start = devTools ? startDevTools : startHost
  const host = await start({ dist, storageFile, cloud: { origin, openid }, phone, launch })
  const check = async () => {
    if (!host.isRunning()) return
    const { failures } = await host.control.report()
    await host.control.forgiveFailures()
    if (failures.length) throw new Error(`${openid}'s mini program failed\n${failures.map(tell).join('\n')}`)
  }
  await host.control.settle().catch(error => host.stop().then(() => Promise.reject(error as Error)))
  return {
    ...appOf(host.program, { isImpatient, settle: host.control.settle }),
    host,
    storageFile,
    check,
    close: () => check().finally(host.stop),
  }
}
