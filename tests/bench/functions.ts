import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bundle } from '../../tools/bundle-functions'

const RUNS = 15
const KB = 1024

// What a new instance does before it can answer: a process that loads the bundle and refuses one call. The call goes
// to no database, so this is our own share.
const COLD_CALL = `
const from = process.hrtime.bigint()
const { main } = require(process.argv[1])
const loaded = process.hrtime.bigint()
main({ action: 'none' }, {}).then(() => {
  const ms = (a, b) => Number(b - a) / 1e6
  process.stdout.write(JSON.stringify([ms(from, loaded), ms(loaded, process.hrtime.bigint())]))
})`

const ENVIRONMENT = {
  PATH: process.env.PATH,
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_SECRETID: 'a',
  TENCENTCLOUD_SECRETKEY: 'b',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'bench',
  TCB_ENV: 'bench',
  TCB_SOURCE: 'wx_client',
  WX_CONTEXT_KEYS: 'WX_OPENID',
  WX_OPENID: 'bench-person',
}

function coldStart(file: string): { loadMs: number; callMs: number } {
  const printed = execFileSync(process.execPath, ['-e', COLD_CALL, file], {
    env: ENVIRONMENT,
    encoding: 'utf8',
  })
  const [loadMs, callMs] = JSON.parse(printed) as [number, number]
  return { loadMs, callMs }
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Table: own code beside the SDK (budget 400 KB), parts loaded when used, load and first call of a new instance (budget 150 ms). */
export async function benchFunctions(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-bench-'))
  try {
    console.log('function      own KB   SDK KB later KB  load ms  call ms   (medians of 15 new processes)')
    for (const { name, ownBytes, sdkBytes, laterBytes } of await bundle(folder)) {
      const starts = Array.from({ length: RUNS }, () => coldStart(path.join(folder, name, 'index.js')))
      const cells = [
        Math.round(ownBytes / KB),
        Math.round(sdkBytes / KB),
        Math.round(laterBytes / KB),
        Math.round(median(starts.map(({ loadMs }) => loadMs))),
        Math.round(median(starts.map(({ callMs }) => callMs))),
      ]
      console.log(`${name.padEnd(12)}${cells.map(cell => String(cell).padStart(9)).join('')}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
