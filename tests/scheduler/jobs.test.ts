import { db } from '../../cloudfunctions/shared/cloud'
import { SYSTEM_ACTOR } from '../../cloudfunctions/shared/effects/outbox'
import { deleteExpired } from '../../cloudfunctions/shared/jobs/delete-expired'
import { budgetOf, defineJob, UNLIMITED, type Budget, type Job } from '../../cloudfunctions/shared/jobs/job'
import { GRACE_MS, runJobs } from '../../cloudfunctions/shared/jobs/run-jobs'
import { defineRun, FREE } from '../../cloudfunctions/shared/jobs/run'
import { DAY_MS, later } from '../../cloudfunctions/shared/time/calendar'
import { TURNS } from '../../cloudfunctions/scheduler/jobs'
import scheduler from '../../cloudfunctions/scheduler/config.json'
import { allCollections } from '../../tools/collections'
import { openCloud, type TestCloud } from '../support/cloud'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await openCloud()
})
afterAll(() => cloud.close())

const NOON = new Date('2026-11-20T12:00:00+08:00')
const hours = (count: number) => later(NOON, count * 3_600_000)
const SPENT: Budget = { isSpent: () => true }
const never = new Promise<never>(() => undefined)

const job = (name: string, work: Job['work'], more: Partial<Job> = {}): Job =>
  defineJob({ name, every: 'minute', budgetMs: 1000, work, ...more })

test('all turns fit into one call of the scheduler, the last batch of each included', () => {
  const longest = TURNS.map(turn => Math.max(...turn.map(({ budgetMs }) => budgetMs)) + GRACE_MS)
  expect(longest.reduce((sum, each) => sum + each)).toBeLessThan(scheduler.timeout * 1000)
})

test('a job that hangs is not waited for beyond its budget: the others of its turn and the next turn run', async () => {
  const ran: string[] = []
  const works = (name: string) => job(name, async () => ran.push(name))
  const hangs = job('hangs', () => never, { budgetMs: 1 })
  const results = await runJobs([[hangs, works('beside')], [works('next')]], NOON)
  expect(results).toEqual({ hangs: 'late', beside: 1, next: 2 })
  expect(ran).toEqual(['beside', 'next'])
  expect(await runJobs([[hangs, works('beside')]], NOON)).toEqual({ hangs: 'busy', beside: 3 })
})

test('a job that throws is logged and ends alone; the next tick tries it again', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  const fails = job('fails', () => Promise.reject(new Error('broken')))
  expect(await runJobs([[fails, job('fine', async () => 7)]], NOON)).toEqual({ fails: 'failed', fine: 7 })
  expect(await runJobs([[fails]], NOON)).toEqual({ fails: 'failed' })
  expect(printed).toHaveBeenCalledTimes(2)
})

test('of two schedulers at once each job runs in one', async () => {
  let runs = 0
  const counted = job('counted', async () => {
    runs += 1
    await new Promise(resolve => setTimeout(resolve))
    return 0
  })
  const results = await Promise.all([1, 2, 3, 4].map(() => runJobs([[counted]], NOON)))
  expect(runs).toBe(results.filter(({ counted: result }) => result === 0).length)
  expect(runs).toBeGreaterThanOrEqual(1)
  const busy = results.filter(({ counted: result }) => result === 'busy').length
  expect(runs + busy).toBe(4)
})

test('a daily job runs once a day from its time on, and is made up for when the scheduler was down', async () => {
  const days: string[] = []
  const daily = (now: Date) =>
    job('daily', async () => days.push(now.toISOString()), { every: { daily: '13:00' } })
  const tick = (now: Date) => runJobs([[daily(now)]], now)
  await tick(NOON) // yesterday's was never done
  await tick(hours(0.5))
  await tick(hours(1)) // 13:00
  await tick(hours(1.5))
  await tick(hours(40)) // the scheduler was down over 13:00 of the next day
  await tick(hours(41))
  expect(days).toEqual([NOON, hours(1), hours(40)].map(each => each.toISOString()))
})

test('a daily job whose budget ended goes on at the next tick, one that failed too', async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  let runs = 0
  const works = async (_now: Date, budget: Budget) => {
    runs += 1
    if (runs === 1) throw new Error('broken')
    while (runs === 2 && !budget.isSpent()) await new Promise(resolve => setTimeout(resolve))
    return runs
  }
  const long = job('long', works, { every: { daily: '03:30' }, budgetMs: 1 })
  for (const minute of [0, 1, 2, 3])
    await runJobs([[{ ...long, budgetMs: runs < 2 ? 1 : 60_000 }]], later(NOON, minute * 60_000))
  expect(runs).toBe(3)
})

test('a part of a budget ends with the whole', () => {
  expect(budgetOf(1e9, SPENT).isSpent()).toBe(true)
  expect(budgetOf(1e9, UNLIMITED).isSpent()).toBe(false)
  expect(budgetOf(-1, UNLIMITED).isSpent()).toBe(true)
})

interface Walk {
  _id: string
  at: number
  leaseUntil: Date
  version: number
}

/** A run of five steps over a document in memory. */
function walkOf(stored: Walk) {
  const advance = async (before: Walk, patch: Partial<Walk>) => {
    if (before.version !== stored.version) return null
    Object.assign(stored, patch, { version: stored.version + 1 })
    return { ...stored }
  }
  type Running = Parameters<typeof defineRun>[0] extends { isRunning(document: infer T): boolean } ? T : never
  return defineRun<Running>({
    repository: { advance: advance as never },
    budgetMs: 60_000,
    isRunning: document => (document as unknown as Walk).at < 5,
    step: async document => {
      const { at } = document as unknown as Walk
      return at < 5 ? ({ at: at + 1 } as never) : null
    },
    finish: async document => document,
  })
}

const effects = { actor: SYSTEM_ACTOR, action: 'x', requestId: 'q', now: NOON }

test('a run whose budget ends after a step leaves its lease free; the next goes on where it stopped', async () => {
  const stored: Walk = { _id: 'w', at: 0, leaseUntil: FREE, version: 1 }
  const goOn = walkOf(stored)
  await goOn({ ...stored } as never, effects, SPENT)
  expect(stored).toMatchObject({ at: 1, leaseUntil: FREE })
  let asked = 0
  // spent only when it is asked a second time: between the save of a step and the end of the loop
  await goOn({ ...stored } as never, effects, { isSpent: () => ++asked > 1 })
  expect(stored).toMatchObject({ at: 3, leaseUntil: FREE })
  await goOn({ ...stored } as never, effects)
  expect(stored.at).toBe(5)
})

test('retention deletes what is over, in every collection that says so, and only that', async () => {
  const now = new Date('2030-06-01T00:00:00Z')
  const limited = (await allCollections()).filter(({ retention }) => retention !== 'forever')
  expect(limited.map(({ name }) => name)).toEqual(expect.arrayContaining(['messages', 'fanouts']))
  for (const { name, retention, indexes } of limited) {
    if (retention === 'forever') continue
    expect([name, Object.values(indexes).map(({ keys }) => Object.keys(keys)[0])]).toEqual([
      name,
      expect.arrayContaining([retention.from]),
    ])
    const limit = later(now, -retention.days * DAY_MS)
    const rows = [later(limit, -1), limit, now].map((at, n) => ({ _id: `kept-${n}`, [retention.from]: at }))
    const many = Array.from({ length: 120 }, (_, n) => ({ _id: `old-${n}`, [retention.from]: new Date(n) }))
    await db.collection(name).add({ data: [...rows, { _id: 'undated' }, ...many] })
  }
  await db.collection('audits').add({ data: { _id: 'audit', at: new Date(0), createdAt: new Date(0) } })
  expect(await deleteExpired(await allCollections(), now, UNLIMITED)).toBe(limited.length * 121)
  for (const { name } of limited) {
    const { data } = await db.collection(name).where({}).limit(1000).get()
    expect([name, (data as { _id: string }[]).map(({ _id }) => _id).sort()]).toEqual([
      name,
      ['kept-1', 'kept-2', 'undated'],
    ])
  }
  expect((await db.collection('audits').doc('audit').get()).data).toMatchObject({ _id: 'audit' })
})
