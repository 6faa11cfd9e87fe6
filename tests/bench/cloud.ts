import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv } from '../../local-cloud/sdk-env'
import { at, REQUESTS_AT_ONCE, startServer, type Server } from './server'

// Time of calls through the real SDK, side by side with the same calls to an endpoint that answers a constant:
// the difference is the local cloud's own share.

const INDEXES = {
  orders: [
    { name: 'list', keys: { communityId: 1, status: 1, createdAt: -1 } },
    { name: 'number_u', unique: true, keys: { number: 1 } },
  ],
}
const BATCH = 1000
const CALLS = 300

interface Row {
  call: string
  documents: number
  cloudP50: number
  cloudP99: number
  constantP50: number
}

const order = (i: number) => ({
  _id: `o${i}`,
  number: i,
  communityId: `c${i % 20}`,
  status: ['open', 'done', 'closed'][i % 3],
  createdAt: { $date: { $numberLong: String(1_700_000_000_000 + i * 1000) } },
  description: '厨房水槽下方漏水，软管接口一直在滴水，柜子底板已经泡湿，先用盆接着了。',
  photos: ['a.jpg', 'b.jpg'],
})

async function fill(endpoint: string, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i += BATCH) {
    const data = Array.from({ length: Math.min(BATCH, to - i) }, (_, j) => JSON.stringify(order(i + j)))
    const request = { action: 'database.insertDocument', collectionName: 'orders', data }
    const answer = await fetch(endpoint, { method: 'POST', body: JSON.stringify(request) })
    const { code, message } = (await answer.json()) as { code?: string; message?: string }
    if (code) throw new Error(`${code} ${message}`)
  }
}

interface Sdk {
  init(options: object): void
  database(): { collection(name: string): Collection; command: { inc(n: number): unknown } }
}
interface Collection {
  doc(id: string): { get(): Promise<unknown>; update(o: object): Promise<unknown> }
  where(query: object): { orderBy(f: string, d: string): { limit(n: number): { get(): Promise<unknown> } } }
  add(o: object): Promise<unknown>
}

function collectionAt(endpoint: string): Collection {
  Object.assign(process.env, sdkEnv(endpoint))
  return sdk.database().collection('orders')
}

Object.assign(process.env, sdkEnv('http://127.0.0.1:1/admin'))
// the SDK reads its environment while it loads
const sdk = require('wx-server-sdk') as Sdk
sdk.init({ env: process.env.TCB_ENV })

let added = 0
const pick = (n: number) => Math.floor(Math.random() * n)
const CALLS_BY_NAME: Record<string, (c: Collection, n: number) => Promise<unknown>> = {
  'get by _id': (c, n) => c.doc(`o${pick(n)}`).get(),
  'where + orderBy + limit 20': c =>
    c
      .where({ communityId: `c${pick(20)}`, status: 'open' })
      .orderBy('createdAt', 'desc')
      .limit(20)
      .get(),
  'update by _id': (c, n) => c.doc(`o${pick(n)}`).update({ data: { seen: sdk.database().command.inc(1) } }),
  add: c => c.add({ data: { number: -++added, communityId: 'c1', status: 'open', createdAt: new Date() } }),
}

async function times(endpoint: string, work: (c: Collection) => Promise<unknown>): Promise<number[]> {
  const collection = collectionAt(endpoint)
  const taken: number[] = []
  for (let i = 0; i < CALLS + 30; i++) {
    const before = performance.now()
    await work(collection).catch(() => undefined)
    if (i >= 30) taken.push(performance.now() - before)
  }
  return taken.sort((a, b) => a - b)
}

async function measure(cloud: Server, constant: Server, documents: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const [call, work] of Object.entries(CALLS_BY_NAME)) {
    const ours = await times(cloud.endpoint, c => work(c, documents))
    const theirs = await times(constant.endpoint, c => work(c, documents))
    rows.push({
      call,
      documents,
      cloudP50: at(ours, 0.5),
      cloudP99: at(ours, 0.99),
      constantP50: at(theirs, 0.5),
    })
  }
  return rows
}

const ms = (n: number) => n.toFixed(2).padStart(8)

function print(rows: Row[], say: (line: string) => void): void {
  say(`${'call'.padEnd(28)}${'documents'.padStart(10)}  p50 ms  p99 ms  constant  our own`)
  for (const { call, documents, cloudP50, cloudP99, constantP50 } of rows) {
    const times = [cloudP50, cloudP99, constantP50, cloudP50 - constantP50].map(ms).join(' ')
    say(`${call.padEnd(28)}${String(documents).padStart(10)}${times}`)
  }
}

const GROWTH_MAX = 2

/** How the time of a call grew from the fewest documents to the most. @returns the calls that grew too much */
function grown(rows: Row[], say: (line: string) => void): string[] {
  const [fewest, most] = [rows[0]!.documents, rows.at(-1)!.documents]
  const growths = rows
    .filter(row => row.documents === most)
    .map(row => {
      const first = rows.find(other => other.call === row.call && other.documents === fewest)!
      return { call: row.call, times: row.cloudP50 / first.cloudP50 }
    })
  say(`from ${fewest} to ${most} documents, p50:`)
  for (const { call, times } of growths) say(`  ${call.padEnd(28)}${times.toFixed(2)} times`)
  return growths.filter(({ times }) => times > GROWTH_MAX).map(({ call }) => call)
}

/** @param sizes numbers of documents, growing */
export async function benchCloud(
  sizes = [1000, 100_000],
  say: (line: string) => void = console.log,
): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'heju-bench-'))
  const indexes = path.join(dir, 'indexes.json')
  writeFileSync(indexes, JSON.stringify(INDEXES))
  const cloudArgs = [
    'local-cloud/cli.ts',
    '--port',
    '0',
    '--data',
    path.join(dir, 'data'),
    '--indexes',
    indexes,
    '--requests-at-once',
    String(REQUESTS_AT_ONCE),
  ]
  let cloud = await startServer(cloudArgs)
  const constant = await startServer(['tests/bench/constant-endpoint.ts'])
  const rows: Row[] = []
  for (const [i, size] of sizes.entries()) {
    await fill(cloud.endpoint, sizes[i - 1] ?? 0, size)
    rows.push(...(await measure(cloud, constant, size)))
  }
  print(rows, say)
  const slower = grown(rows, say)
  cloud.child.kill()
  const before = performance.now()
  cloud = await startServer(cloudArgs)
  say(`start of the process with ${sizes.at(-1)} documents: ${(performance.now() - before).toFixed(0)} ms`)
  cloud.child.kill()
  constant.child.kill()
  rmSync(dir, { recursive: true, force: true })
  if (slower.length) throw new Error(`more than ${GROWTH_MAX} times as slow: ${slower.join(', ')}`)
}
