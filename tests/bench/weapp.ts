import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildApp } from '../../tools/build-app'
import { startHost } from '../weapp/driver/start-host'
import { writeDist } from '../weapp/driver/write-dist'

// What the start of a mini program on the local host costs, in starts of an empty Node process on the same machine.

const RUNS = 9
const MAX_TIMES = 4

const EMPTY = `const { user, system } = process.cpuUsage(); process.stdout.write(String((user + system) / 1000))`

const emptyCpuMs = () => Number(execFileSync(process.execPath, ['-e', EMPTY], { encoding: 'utf8' }))

async function hostCpuMs(dist: string, folder: string): Promise<number> {
  const storageFile = path.join(folder, 'storage.json')
  const host = await startHost({ dist, storageFile, cloud: { origin: 'http://127.0.0.1:9', openid: 'o-1' } })
  await host.stop()
  return host.startCpuMs
}

async function median(measure: () => number | Promise<number>): Promise<number> {
  const values: number[] = []
  for (let run = 0; run < RUNS; run++) values.push(await measure())
  return values.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!
}

/** @throws Error when a start costs more than `MAX_TIMES` empty processes */
export async function benchWeapp(say: (line: string) => void = console.log): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-bench-'))
  const built = await buildApp('weapp', say)
  const small = writeDist({ pages: { a: {} } })
  // the templates are compiled once, and that is not what is measured
  for (const dist of [built, small]) await hostCpuMs(dist, folder)
  const empty = await median(emptyCpuMs)
  const times = {
    'a mini program of one page': (await median(() => hostCpuMs(small, folder))) / empty,
    'the one that ships': (await median(() => hostCpuMs(built, folder))) / empty,
  }
  rmSync(folder, { recursive: true })
  say(`start of a host, processor time, in starts of an empty Node process (${empty.toFixed(0)} ms):`)
  for (const [name, n] of Object.entries(times)) say(`  ${name.padEnd(28)}${n.toFixed(1)} times`)
  if (Object.values(times).some(n => n > MAX_TIMES)) throw new Error(`more than ${MAX_TIMES} times`)
}
