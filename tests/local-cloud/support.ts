import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { ClientError, Snapshot } from '../../local-cloud/client/client'
import type { Query } from '../../local-cloud/client/database'
import { sdkEnv, startCloud, type Cloud, type CloudOptions } from '../../local-cloud/cloud'
import { TEST_PATIENCE_MS } from '../support/patience'

export interface Folder {
  dir: string
  functionsDir: string
  dataDir: string
  /** Writes a function as the bundler would leave it. */
  write(name: string, body: string, config?: object): void
  remove(): void
}

export function folder(): Folder {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'heju-local-cloud-'))
  const functionsDir = path.join(dir, 'functions')
  mkdirSync(functionsDir)
  return {
    dir,
    functionsDir,
    dataDir: path.join(dir, 'data'),
    write(name, body, config = {}) {
      mkdirSync(path.join(functionsDir, name), { recursive: true })
      writeFileSync(path.join(functionsDir, name, 'index.js'), body)
      writeFileSync(path.join(functionsDir, name, 'config.json'), JSON.stringify(config))
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** The first line of a function that uses the real SDK. */
export const WITH_SDK = `const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))}); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });`

export const start = (own: Folder, options: Partial<CloudOptions> = {}): Promise<Cloud> =>
  startCloud({ dataDir: own.dataDir, noSync: true, functionsDir: own.functionsDir, ...options })

type Result = Record<string, unknown>

export interface Sdk {
  init(options: object): void
  openapi: Record<string, Record<string, (params: object) => Promise<Result>>>
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Buffer }>
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: Result[] }>
  getTempFileURL(options: {
    fileList: unknown[]
  }): Promise<{ fileList: (Result & { tempFileURL: string })[] }>
  cloudPay: Record<string, (params: object) => Promise<Result>>
  database(): unknown
}

/** The unmodified SDK of this process, talking to the cloud. */
export function sdkFor(cloud: Cloud): Sdk {
  Object.assign(process.env, sdkEnv(cloud.endpoint))
  // reads its environment while it loads
  const sdk = require('wx-server-sdk') as Sdk
  // by itself it waits 15 s for an answer, which a busy machine may need
  sdk.init({ env: process.env.TCB_ENV, timeout: TEST_PATIENCE_MS })
  return sdk
}

export const asPerson = (cloud: Cloud, openid: string) => ({
  async post(pathname: string, body: unknown): Promise<{ status: number; body: Result }> {
    const answer = await fetch(`${cloud.origin}/gateway/${pathname}`, {
      method: 'POST',
      headers: { authorization: `Dev ${openid}` },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Result }
  },
  async upload(cloudPath: string, content: Buffer, contentType: string) {
    const url = `${cloud.origin}/gateway/upload?path=${encodeURIComponent(cloudPath)}`
    const headers = { authorization: `Dev ${openid}`, 'content-type': contentType }
    const answer = await fetch(url, { method: 'POST', headers, body: content })
    return { status: answer.status, body: (await answer.json()) as Result }
  },
})

/** Waits for what is sure to come; only a hang makes this long. */
export async function until(isSo: () => unknown): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setImmediate(resolve))
}

/** In this test, timers of this length go off when the test says so, and not by themselves. */
export function holdTimers(ms: number) {
  const held = new Map<unknown, () => void>()
  const [start, stop] = [setTimeout, clearTimeout]
  const hold = (work: () => void, delay?: number) => {
    if (delay !== ms) return start(work, delay)
    const timer = start(() => {}, 0)
    held.set(timer, work)
    return timer
  }
  jest.spyOn(global, 'setTimeout').mockImplementation(hold as typeof setTimeout)
  jest.spyOn(global, 'clearTimeout').mockImplementation(timer => {
    held.delete(timer)
    stop(timer)
  })
  return {
    held,
    release() {
      const due = [...held.values()]
      held.clear()
      for (const work of due) work()
    },
  }
}

/** A watch whose snapshots can be awaited one after the other. */
export function hear(query: Pick<Query, 'watch'>) {
  const waiting: Snapshot[] = []
  const errors: ClientError[] = []
  let wake = () => {}
  const watcher = query.watch({
    onChange(snapshot) {
      waiting.push(snapshot)
      wake()
    },
    onError(error) {
      errors.push(error)
      wake()
    },
  })
  return {
    /** What has come and was not asked for. */
    waiting,
    errors,
    close: () => watcher.close(),
    async next(): Promise<Snapshot> {
      while (!waiting.length) {
        if (errors[0]) throw errors[0]
        await new Promise<void>(resolve => (wake = resolve))
      }
      return waiting.shift()!
    },
  }
}

/** A way to a server that can fail as networks do. */
export async function wayTo(origin: string) {
  const sockets = new Set<Socket>()
  const target = { port: Number(new URL(origin).port), host: '127.0.0.1' }
  const server = net.createServer(near => {
    const far = net.connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => {}).on('close', () => other.destroy())
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    isUsed: () => sockets.size > 0,
    /** The connections stay open, but nothing comes through any more. */
    freeze() {
      for (const socket of sockets) socket.unpipe().pause()
    },
    async close() {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
