import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'
import { bundledCloud } from '../../tools/project-cloud'

// Many messages on their way, to residents of one community: as one message to an audience, and from a document each.
// An urgent one comes in the middle, left to the scheduler as if its own call had died. Function time is that of the
// scheduler, tick by tick; the function itself runs as it is uploaded.

const MANY = 10_000
const LATENCIES_MS = [15, 0]
const LIMIT_MS = 60_000

type Seeds = typeof import('./relay-seeds')

interface Result {
  way: string
  latencyMs: number
  inboxMs: number
  trips: number
  /** bulk rows that came into inboxes between the urgent one's saving and its own row */
  waitedRows: number
  waitedMs: number
}

/** Runs the scheduler until the inboxes hold what they should. @returns its time, without the pauses between ticks */
async function drain(cloud: Cloud, isDone: () => Promise<boolean>): Promise<number> {
  let total = 0
  do {
    const began = performance.now()
    await cloud.call({ source: 'timer' }, 'scheduler', {})
    total += performance.now() - began
    cloud.advance(60_000)
  } while (!(await isDone()))
  return total
}

/** Saves an urgent document once half of the rows are there, and looks how far the rest is when its own row is. */
async function urgentInBetween(seeds: Seeds): Promise<{ waitedRows: number; waitedMs: number }> {
  await seeds.until(async () => (await seeds.bulkRows()) >= MANY / 2)
  const before = await seeds.bulkRows()
  const began = performance.now()
  await seeds.addUrgent()
  await seeds.until(seeds.hasUrgent)
  return { waitedMs: performance.now() - began, waitedRows: (await seeds.bulkRows()) - before }
}

async function measure(way: 'audience' | 'documents', latencyMs: number): Promise<Result> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-bench-'))
  const options = bundledCloud(dataDir)
  const cloud = await startCloud({ ...options, noSync: true, timers: false })
  Object.assign(process.env, options.functionEnv, sdkEnv(cloud.endpoint))
  // the SDK reads its settings when it is loaded
  const seeds = await import('./relay-seeds')
  await (way === 'audience' ? seeds.seedAudience(MANY) : seeds.seedDocuments(MANY))
  cloud.setFaults({ latencyMs })
  cloud.resetTrips()
  const drained = drain(cloud, async () => (await seeds.bulkRows()) === MANY && (await seeds.hasUrgent()))
  const waited = await urgentInBetween(seeds)
  const inboxMs = await drained
  const trips = cloud.trips().filter(trip => trip.function === 'scheduler').length
  cloud.setFaults({})
  await cloud.close()
  rmSync(dataDir, { recursive: true })
  return { way, latencyMs, inboxMs, trips, ...waited }
}

const cell = (value: number | string) => String(value).padStart(11)

/** @throws Error when the inbox rows take longer than a minute of function time */
export async function benchRelay(say: (line: string) => void = console.log): Promise<void> {
  say(`${MANY} messages; an urgent one is saved when half of them are in inboxes, and left to the timer`)
  say(['way', 'ms a trip', 'function s', 'trips', 'urgent: s', 'bulk before'].map(cell).join(''))
  const slow: string[] = []
  for (const way of ['audience', 'documents'] as const)
    for (const latencyMs of LATENCIES_MS) {
      const { inboxMs, trips, waitedMs, waitedRows } = await measure(way, latencyMs)
      const cells = [
        way,
        latencyMs,
        (inboxMs / 1000).toFixed(1),
        trips,
        (waitedMs / 1000).toFixed(1),
        waitedRows,
      ]
      say(cells.map(cell).join(''))
      if (inboxMs > LIMIT_MS) slow.push(`${way} at ${latencyMs} ms`)
    }
  if (slow.length) throw new Error(`more than ${LIMIT_MS / 1000} s: ${slow.join(', ')}`)
}
