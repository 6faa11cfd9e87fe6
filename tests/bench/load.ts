import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Database } from '../../local-cloud/database/database'
import { indexProblems } from '../../local-cloud/store/verify'
import { at, REQUESTS_AT_ONCE, startServer } from './server'
import { COUNT_FUNCTION, INDEXES, Work, type Place } from './load-work'

const CALLERS = 200
const SAMPLE_MS = 500
// the first half of a run fills caches and lets the compiler settle; from then on memory may not grow
const GROWTH_MAX = 1.15
const GROWTH_ALLOWED_MB = 24

export interface LoadReport {
  calls: number
  seconds: number
  /** By kind of call, tries again included. */
  tookMs: Map<string, number[]>
  errors: Map<string, number>
  differences: string[]
}

interface Run {
  place: Place
  /** How often each caller makes each call. */
  rounds: number
  callers?: number
}

/** Callers that make all calls, each beginning with another one. */
export async function load({ place, rounds, callers = CALLERS }: Run): Promise<LoadReport> {
  const work = new Work(place)
  await work.seed()
  const names = Object.keys(work.calls)
  const tookMs = new Map(names.map(name => [name, [] as number[]]))
  const errors = new Map<string, number>()
  const began = performance.now()

  async function callOnce(name: string, caller: number): Promise<void> {
    const before = performance.now()
    await work.calls[name]!(caller).catch((error: unknown) => {
      const text = `${name}: ${String((error as Error).message).slice(0, 200)}`
      errors.set(text, (errors.get(text) ?? 0) + 1)
    })
    tookMs.get(name)!.push(performance.now() - before)
  }

  const person = async (_: unknown, caller: number) => {
    for (let i = 0; i < rounds * names.length; i++)
      await callOnce(names[(caller + i) % names.length]!, caller)
  }
  await Promise.all(Array.from({ length: callers }, person))
  const taken = (performance.now() - began) / 1000
  const calls = [...tookMs.values()].reduce((sum, own) => sum + own.length, 0)
  return { calls, seconds: taken, tookMs, errors, differences: await work.differences() }
}

/** A folder with what the cloud of a load run needs. */
export function loadFolder() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'heju-load-'))
  const functionsDir = path.join(dir, 'functions')
  mkdirSync(path.join(functionsDir, 'count'), { recursive: true })
  writeFileSync(path.join(functionsDir, 'count/index.js'), COUNT_FUNCTION)
  const indexesFile = path.join(dir, 'indexes.json')
  writeFileSync(indexesFile, JSON.stringify(INDEXES))
  const remove = () => rmSync(dir, { recursive: true, force: true })
  return { dataDir: path.join(dir, 'data'), functionsDir, indexesFile, remove }
}

/** Indexes that disagree with their documents, after the cloud has been closed. */
export async function indexDifferences(dataDir: string): Promise<string[]> {
  const options = { noSync: true, now: () => new Date() }
  const database = new Database(path.join(dataDir, 'database'), options)
  const problems = Object.keys(INDEXES).flatMap(name => indexProblems(database.store, database.table(name)))
  await database.close()
  return problems
}

/** Memory of a process's own in MB: pages of the database file that the system caches are not counted where it tells. */
function memoryMb(pid: number): number {
  const status = `/proc/${pid}/status`
  const own = existsSync(status) ? /RssAnon:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  const kilobytes = own ?? execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(kilobytes) / 1024
}

const median = (values: number[]) =>
  at(
    [...values].sort((a, b) => a - b),
    0.5,
  )

/** Medians of the third and of the last quarter of a run. */
export function growth(samples: number[]): { before: number; after: number; isFlat: boolean } {
  const quarter = Math.floor(samples.length / 4)
  const before = median(samples.slice(quarter * 2, quarter * 3))
  const after = median(samples.slice(quarter * 3))
  return { before, after, isFlat: after <= before * GROWTH_MAX || after - before <= GROWTH_ALLOWED_MB }
}

/** `npm run bench -- load [--rounds 100]`. @throws Error when a call failed, an update was lost, or memory grew */
export async function benchLoad(rounds = 100, say: (line: string) => void = console.log): Promise<void> {
  const { dataDir, functionsDir, indexesFile, remove } = loadFolder()
  const files = ['--data', dataDir, '--functions', functionsDir, '--indexes', indexesFile]
  const atOnce = ['--requests-at-once', String(REQUESTS_AT_ONCE)]
  const { child, endpoint } = await startServer(['local-cloud/cli.ts', '--port', '0', ...files, ...atOnce])
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(memoryMb(child.pid!)), SAMPLE_MS)
  const report = await load({ place: { endpoint, origin: new URL(endpoint).origin }, rounds })
  clearInterval(sampling)
  await new Promise(resolve => child.once('exit', resolve).kill())
  const problems = [...report.differences, ...(await indexDifferences(dataDir))]
  remove()
  const memory = growth(samples)
  print(report, say)
  say(
    `memory: ${memory.before.toFixed(0)} MB in the third quarter, ${memory.after.toFixed(0)} MB in the last`,
  )
  for (const [text, n] of report.errors) problems.push(`${n} × ${text}`)
  if (!memory.isFlat) problems.push('memory grew')
  if (problems.length) throw new Error(['the load run failed', ...problems].join('\n'))
  say('no error, no lost update, indexes agree, memory flat')
}

function print({ calls, seconds, tookMs }: LoadReport, say: (line: string) => void): void {
  const rate = (calls / seconds).toFixed(0)
  say(`${CALLERS} callers, ${calls} mixed calls in ${seconds.toFixed(0)} s: ${rate} a second`)
  say(`${'call'.padEnd(12)}  p50 ms  p99 ms  longest`)
  for (const [name, all] of tookMs) {
    const sorted = [...all].sort((a, b) => a - b)
    const columns = [0.5, 0.99, 1].map(share => at(sorted, share).toFixed(0).padStart(8))
    say(name.padEnd(12) + columns.join(''))
  }
}
