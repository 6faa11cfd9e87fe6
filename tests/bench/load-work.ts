import { sdkEnv } from '../../local-cloud/sdk-env'
import type { Collection, Database, Row } from '../contract/database'
import { TEST_PATIENCE_MS } from '../support/patience'

// What 200 people do at once, and a ledger of what was acknowledged: at the end the database must say the same.

export const INDEXES = {
  people: [{ name: 'group', keys: { group: 1, n: -1 } }],
  counters: [],
  accounts: [],
  claims: [{ name: 'number_u', unique: true, keys: { number: 1 } }],
  profiles: [],
}
export const COUNT_FUNCTION = `
const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async ({ id }) => {
  const db = cloud.database()
  return (await db.collection('counters').doc(id).update({ data: { n: db.command.inc(1) } })).stats.updated
}`

const PEOPLE = 1000
const GROUPS = 10
const COUNTERS = 50
const ACCOUNTS = 200
const BALANCE = 1000
const TRIES = 50
const BUSY_PAUSE_MS = 50

const pick = (n: number) => Math.floor(Math.random() * n)
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
const range = (n: number) => Array.from({ length: n }, (_, i) => i)

const textOf = (error: unknown) => {
  const { errMsg, message } = error as { errMsg?: string; message?: string }
  return `${errMsg} ${message}`
}

/** A request that was one too many at once has done nothing: made again after a pause. */
async function again<T>(request: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await request()
    } catch (error) {
      if (!/LimitExceeded/.test(textOf(error))) throw error
    }
    await pause(pick(BUSY_PAUSE_MS))
  }
}

function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`wrong answer: ${what}`)
}

export interface Place {
  endpoint: string
  origin: string
}

/** One run: its calls, and what they were told has been done. */
export class Work {
  private readonly acknowledged = new Map<string, number>()
  private claims = 0
  private readonly db: Database

  constructor(private readonly place: Place) {
    Object.assign(process.env, sdkEnv(place.endpoint))
    // reads its environment while it loads
    const sdk = require('wx-server-sdk') as { init(o: object): void; database(): Database }
    // by itself it waits 15 s, which may be too short when one process is everybody
    sdk.init({ env: process.env.TCB_ENV, timeout: TEST_PATIENCE_MS })
    this.db = sdk.database()
  }

  readonly calls: Record<string, (caller: number) => Promise<void>> = {
    get: () => this.get(),
    list: () => this.list(),
    sum: () => this.sum(),
    increase: () => this.increase(),
    compare: () => this.compareAndSet(),
    transfer: () => this.transfer(),
    claim: () => this.claim(),
    profile: caller => this.profile(caller),
    function: caller => this.callFunction(caller),
  }

  async seed(): Promise<void> {
    await this.add('people', PEOPLE, i => ({ _id: `p${i}`, group: i % GROUPS, n: i }))
    await this.add('counters', COUNTERS, i => ({ _id: `c${i}`, n: 0, version: 0 }))
    await this.add('accounts', ACCOUNTS, i => ({ _id: `a${i}`, n: BALANCE }))
  }

  /** @returns what differs between the database and what it acknowledged */
  async differences(): Promise<string[]> {
    const found: string[] = []
    const compare = (what: string, is: unknown, should: unknown) => {
      if (is !== should) found.push(`${what} is ${String(is)}, acknowledged ${String(should)}`)
    }
    for (const row of (await this.of('counters').limit(1000).get()).data)
      for (const field of ['n', 'version'])
        compare(`${String(row._id)}.${field}`, row[field], this.told(`${String(row._id)}.${field}`))
    for (const { _id, n } of (await this.of('accounts').limit(1000).get()).data)
      compare(String(_id), n, BALANCE + this.told(String(_id)))
    compare('people', (await this.of('people').count()).total, PEOPLE)
    compare('claims', (await this.of('claims').count()).total, 0)
    return found
  }

  private of(name: string): Collection {
    return this.db.collection(name)
  }

  private async add(name: string, n: number, doc: (i: number) => Row): Promise<void> {
    await this.of(name).add({ data: range(n).map(doc) })
  }

  private told(key: string): number {
    return this.acknowledged.get(key) ?? 0
  }

  private note(key: string, n: number): void {
    this.acknowledged.set(key, this.told(key) + n)
  }

  private async get(): Promise<void> {
    const i = pick(PEOPLE)
    must((await again(() => this.of('people').doc(`p${i}`).get())).data.n === i, 'get')
  }

  private async list(): Promise<void> {
    const query = this.of('people').where({ group: pick(GROUPS) })
    const { data } = await again(() => query.orderBy('n', 'desc').limit(20).get())
    must(data.length === 20 && Number(data[0]!.n) > Number(data[19]!.n), 'list')
  }

  private async sum(): Promise<void> {
    const { sum } = this.db.command.aggregate
    const group = this.of('people').aggregate().match!({ group: 3 }).group!({ _id: null, n: sum!(1) })
    const { list } = await again(() => (group as unknown as { end(): Promise<{ list: Row[] }> }).end())
    must(list[0]!.n === PEOPLE / GROUPS, 'sum')
  }

  private async increase(): Promise<void> {
    const id = `c${pick(COUNTERS)}`
    const data = { n: this.db.command.inc!(1) }
    const { stats } = await again(() => this.of('counters').doc(id).update({ data }))
    must(stats.updated === 1, 'increase')
    this.note(`${id}.n`, 1)
  }

  /** Reads, then writes only if nobody wrote in between. */
  private async compareAndSet(): Promise<void> {
    const id = `c${pick(COUNTERS)}`
    for (let i = 0; i < TRIES; i++) {
      const { version } = (await again(() => this.of('counters').doc(id).get())).data
      const same = this.of('counters').where({ _id: id, version })
      const { stats } = await again(() => same.update({ data: { version: Number(version) + 1 } }))
      if (stats.updated === 1) return this.note(`${id}.version`, 1)
      await pause(pick(20 * (i + 1)))
    }
    throw new Error('compare and set found no gap')
  }

  /** Two values are read and written in a transaction; a lost update would change the sum. */
  private async transfer(): Promise<void> {
    const from = pick(ACCOUNTS)
    const ids = [`a${from}`, `a${(from + 1 + pick(ACCOUNTS - 1)) % ACCOUNTS}`]
    const move = () =>
      this.db.runTransaction(async t => {
        for (const [i, id] of ids.entries()) {
          const doc = t.collection('accounts').doc(id)
          const n = Number((await doc.get()).data.n)
          await doc.update({ data: { n: n + (i ? 1 : -1) } })
        }
      }, 0)
    for (let i = 0; ; i++) {
      const error = await again(move).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (!error) break
      if (!/TransactionConflict/.test(textOf(error)) || i >= TRIES) throw error as Error
      await pause(pick(20 * (i + 1)))
    }
    ids.forEach((id, i) => this.note(id, i ? 1 : -1))
  }

  /** Two want the same number: one gets it. */
  private async claim(): Promise<void> {
    const number = this.claims++
    const both = await Promise.allSettled(
      range(2).map(() => again(() => this.of('claims').add({ data: { number } }))),
    )
    const won = both.filter(({ status }) => status === 'fulfilled').length
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
    must(won === 1 && /E11000/.test(String((lost?.reason as Error).message)), `claim won by ${won}`)
    const { stats } = await again(() => this.of('claims').where({ number }).remove())
    must(stats.removed === 1, 'claim')
  }

  /** What a person saves, that person reads. */
  private async profile(caller: number): Promise<void> {
    const doc = this.of('profiles').doc(`p${caller}`)
    const value = Math.random()
    await again(() => doc.set({ data: { value, at: this.db.serverDate() } }))
    must((await again(() => doc.get())).data.value === value, 'profile')
  }

  private async callFunction(caller: number): Promise<void> {
    const id = `c${pick(COUNTERS)}`
    await again(async () => {
      const answer = await fetch(`${this.place.origin}/gateway/call`, {
        method: 'POST',
        headers: { authorization: `Dev o-${caller}` },
        body: JSON.stringify({ name: 'count', data: { id } }),
      })
      const body = (await answer.json()) as { result?: number; errMsg: string }
      must(body.result === 1, body.errMsg)
    })
    this.note(`${id}.n`, 1)
  }
}
