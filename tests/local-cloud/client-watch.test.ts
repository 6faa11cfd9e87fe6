import { writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { WebSocket } from 'ws'
import { openClient, type Client, type Snapshot } from '../../local-cloud/client/client'
import type { ConnectionOptions } from '../../local-cloud/client/connection'
import type { Cloud } from '../../local-cloud/cloud'
import type { Database } from '../contract/database'
import { folder, hear, holdTimers, sdkFor, start, until, wayTo } from './support'

type Row = Record<string, unknown>

const own = folder()
const rulesFile = path.join(own.dir, 'rules.json')
writeFileSync(rulesFile, JSON.stringify({ notes: { read: true, write: true } }))

let cloud: Cloud
let sdk: Database
let client: Client
beforeAll(async () => {
  cloud = await start(own, { rulesFile })
  sdk = sdkFor(cloud).database() as Database
  for (const name of ['notes', 'closed']) await cloud.ensureIndexes(name, [])
  client = cloud.client('o-anna')
})
afterAll(async () => {
  client.close()
  await cloud.close()
  own.remove()
})
beforeEach(async () => {
  await sdk
    .collection('notes')
    .where({ _id: { $exists: true } })
    .remove()
})

const notesOf = (person: Client) => person.database().collection('notes')
const person = (options: Partial<ConnectionOptions> = {}) =>
  openClient({ origin: cloud.origin, openid: 'o-anna', WebSocket, ...options })

/** The real class, whose sockets and messages are counted. */
// of no other timer
const HEARTBEAT_MS = 77_777

function counting() {
  const counts = { opened: 0, pings: 0 }
  class Counted extends WebSocket {
    constructor(url: string) {
      super(url)
      counts.opened++
    }

    override send(text: string): void {
      if (text.includes('"ping"')) counts.pings++
      super.send(text)
    }
  }
  return { counts, WebSocket: Counted }
}

/** The list that an app would keep from the changes alone; it must always be the list it is told. */
function fold(list: Map<unknown, Row>, { docs, docChanges }: Snapshot): void {
  for (const { queueType, docId, doc, updatedFields, removedFields = [] } of docChanges) {
    const old = list.get(docId)
    expect(Boolean(old)).toBe(queueType === 'update' || queueType === 'dequeue')
    if (queueType === 'dequeue') list.delete(docId)
    else list.set(docId, doc)
    if (!updatedFields) continue
    const kept = Object.entries(old!).filter(([key]) => !removedFields.includes(key))
    expect({ ...Object.fromEntries(kept), ...updatedFields }).toEqual(doc)
  }
  const byId = (rows: Row[]) => [...rows].sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1))
  expect(byId([...list.values()])).toEqual(byId(docs))
}

/** Follows a watch until the document `end` is in it; every snapshot is checked. */
async function follow(heard: ReturnType<typeof hear>): Promise<Snapshot[]> {
  const list = new Map<unknown, Row>()
  const all: Snapshot[] = []
  while (!list.has('end')) {
    const snapshot = await heard.next()
    expect([snapshot.id, snapshot.type]).toEqual([all.length, all.length ? undefined : 'init'])
    if (all.length) expect(snapshot.docChanges).not.toEqual([])
    fold(list, snapshot)
    all.push(snapshot)
  }
  return all
}

const changesOf = (snapshot: Snapshot) =>
  snapshot.docChanges.map(({ queueType, dataType, docId }) => [queueType, dataType, docId].join(' '))

describe('watch', () => {
  test('first all, more than 20, then every change', async () => {
    await sdk
      .collection('notes')
      .add({ data: Array.from({ length: 30 }, (_, n) => ({ _id: `n${n}`, n, at: new Date(n) })) })
    const heard = hear(
      notesOf(client)
        .where({ n: client.database().command.gte(5) })
        .orderBy('n', 'desc'),
    )
    const first = await heard.next()
    expect([first.type, first.docs.length, first.docs[0]]).toEqual([
      'init',
      25,
      { _id: 'n29', n: 29, at: new Date(29) },
    ])
    await notesOf(client)
      .doc('n29')
      .update({ data: { n: 1, at: new Date(0) } })
    const second = await heard.next()
    expect(second.type).toBeUndefined()
    expect(second.docChanges).toMatchObject([
      { queueType: 'dequeue', dataType: 'update', doc: { at: new Date(29) } },
    ])
    await sdk
      .collection('notes')
      .doc('n28')
      .set({ data: { n: 28 } })
    expect(changesOf(await heard.next())).toEqual(['update replace n28'])
    await heard.close()
    await heard.close()
    expect(heard.errors).toEqual([])
  })

  test('quick writes of three writers: one snapshot each, none lost, none twice, in order', async () => {
    const heard = hear(notesOf(client))
    while (!heard.waiting.length) await notesOf(client).count()
    const writers = ['x', 'y', 'z']
    await Promise.all(
      writers.map(async writer => {
        const notes = notesOf(cloud.client(`o-${writer}`))
        for (let n = 0; n < 40; n++) await notes.add({ data: { _id: `${writer}${n}`, writer, n } })
      }),
    )
    await notesOf(client).add({ data: { _id: 'end' } })
    const all = await follow(heard)
    for (const writer of writers) {
      const told = all
        .flatMap(snapshot => snapshot.docChanges.map(({ doc }) => doc))
        .filter(doc => doc.writer === writer)
      expect(told.map(doc => doc.n)).toEqual(Array.from({ length: 40 }, (_, n) => n))
    }
    expect(all.slice(1).every(({ docChanges }) => docChanges.length === 1)).toBe(true)
    await heard.close()
  })

  test('two watches on one socket; closing one leaves the other', async () => {
    const { counts, WebSocket } = counting()
    const anna = person({ WebSocket })
    const [one, two] = [hear(notesOf(anna)), hear(notesOf(anna).doc('b'))]
    await Promise.all([one.next(), two.next()])
    await notesOf(anna).add({ data: { _id: 'a' } })
    expect(changesOf(await one.next())).toEqual(['enqueue add a'])
    await one.close()
    await notesOf(anna).add({ data: { _id: 'b' } })
    expect(changesOf(await two.next())).toEqual(['enqueue add b'])
    expect([one.waiting, two.waiting, counts.opened]).toEqual([[], [], 1])
    await two.close()
    const three = hear(notesOf(anna))
    expect((await three.next()).docs).toHaveLength(2)
    expect(counts.opened).toBe(2)
    anna.close()
  })

  test.each<[string, (anna: Client) => Parameters<typeof hear>[0], number]>([
    ['no permission', anna => anna.database().collection('closed'), -502003],
    ['a bad query', anna => notesOf(anna).where({ a: { $pow: 1 } }), -502001],
    ['a collection that is not there', anna => anna.database().collection('nowhere'), -502003],
  ])('refused: %s, told once; the other watch goes on', async (_, wanted, errCode) => {
    const other = hear(notesOf(client))
    const heard = hear(wanted(client))
    await expect(heard.next()).rejects.toMatchObject({
      errCode,
      errMsg: expect.stringMatching(/^collection\.watch:fail/) as string,
    })
    await other.next()
    await notesOf(client).add({ data: { _id: 'a' } })
    await other.next()
    expect([heard.errors.length, other.errors.length]).toEqual([1, 0])
    await Promise.all([heard.close(), other.close()])
  })

  test('more than 5000 documents: refused at once or, later, in the middle', async () => {
    const many = (from: number, n: number) =>
      sdk.collection('notes').add({ data: Array.from({ length: n }, (_, i) => ({ _id: `m${from + i}` })) })
    await many(0, 5000)
    const heard = hear(notesOf(client))
    expect((await heard.next()).docs).toHaveLength(5000)
    await many(5000, 1)
    await expect(heard.next()).rejects.toMatchObject({ errCode: -501003 })
    const second = hear(notesOf(client))
    await expect(second.next()).rejects.toMatchObject({ errCode: -501003 })
    expect([heard.errors.length, second.waiting.length]).toEqual([1, 0])
  })

  test('what an app does to its rows, or throws, costs nobody an event', async () => {
    const thrown: unknown[] = []
    const later = globalThis.queueMicrotask
    jest.spyOn(globalThis, 'queueMicrotask').mockImplementation(work =>
      later(() => {
        try {
          work()
        } catch (error) {
          thrown.push(error)
        }
      }),
    )
    const way = await wayTo(cloud.origin)
    const anna = person({ origin: way.origin })
    const careless = () => {
      throw new Error('of the app')
    }
    notesOf(anna).watch({ onChange: careless, onError: careless })
    const heard = hear(notesOf(anna))
    await notesOf(client).add({ data: { _id: 'a', n: 1 } })
    let last = await heard.next()
    while (!last.docs.length) last = await heard.next()
    last.docs[0]!.n = 7
    last.docs.length = 0
    way.cut()
    await notesOf(client).add({ data: { _id: 'b' } })
    expect(changesOf(await heard.next())).toEqual(['enqueue add b'])
    expect(thrown).toContainEqual(new Error('of the app'))
    anna.close()
    await way.close()
  })

  test('commits that share a flush of the disk keep what became of each document', async () => {
    const place = folder()
    const synced = await start(place, { rulesFile, noSync: false })
    await synced.ensureIndexes('notes', [])
    const anna = synced.client('o-anna')
    const heard = hear(notesOf(anna))
    const writing = async (writer: number) => {
      const notes = notesOf(synced.client(`o-${writer}`))
      for (let n = 0; n < 12; n++) {
        await notes.add({ data: { _id: `${writer} ${n}` } })
        if (n % 3) await notes.doc(`${writer} ${n}`).remove()
      }
    }
    await heard.next()
    await Promise.all([0, 1, 2, 3, 4, 5].map(writing))
    await notesOf(anna).add({ data: { _id: 'end' } })
    const kinds = new Map<string, number>()
    for (let isEnd = false; !isEnd;) {
      const { docs, docChanges } = await heard.next()
      for (const { dataType } of docChanges) kinds.set(dataType, (kinds.get(dataType) ?? 0) + 1)
      isEnd = docs.some(doc => doc._id === 'end')
    }
    expect(Object.fromEntries(kinds)).toEqual({ add: 73, remove: 48 })
    anna.close()
    await synced.close()
    place.remove()
  })
})

describe('a lost connection', () => {
  test('the cloud goes, documents change, it comes back: only the differences are told', async () => {
    const place = folder()
    const first = await start(place, { rulesFile })
    await first.ensureIndexes('notes', [])
    const { origin } = first
    const writing = (to: Cloud) => notesOf(to.client('o-bert'))
    for (const _id of ['gone', 'kept', 'same']) await writing(first).add({ data: { _id, n: 1 } })
    const anna = first.client('o-anna')
    const [heard, quiet] = [hear(notesOf(anna)), hear(notesOf(anna).where({ _id: 'same' }))]
    await Promise.all([heard.next(), quiet.next()])
    await first.close()
    const elsewhere = await start(place, { rulesFile })
    await writing(elsewhere).doc('gone').remove()
    await writing(elsewhere)
      .doc('kept')
      .update({ data: { n: 2 } })
    await writing(elsewhere).add({ data: { _id: 'new', n: 1 } })
    await elsewhere.close()
    const second = await start(place, { rulesFile, port: Number(new URL(origin).port) })
    const resumed = await heard.next()
    expect(resumed.type).toBeUndefined()
    expect(changesOf(resumed)).toEqual(['dequeue remove gone', 'update update kept', 'enqueue add new'])
    expect(resumed.docChanges[1]).toMatchObject({ updatedFields: { n: 2 }, removedFields: [] })
    await writing(second)
      .doc('new')
      .update({ data: { n: 2 } })
    expect(changesOf(await heard.next())).toEqual(['update update new'])
    expect([...quiet.waiting, ...quiet.errors, ...heard.errors]).toEqual([])
    anna.close()
    await second.close()
    place.remove()
  })

  const step = fc.record({
    writer: fc.constantFrom('sdk', 'client'),
    kind: fc.constantFrom('add', 'add', 'update', 'update', 'unset', 'set', 'remove', 'cut', 'back'),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    n: fc.nat(9),
  })
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

  async function write({ writer, kind, id, n }: Step): Promise<unknown> {
    const notes = sdk.collection('notes')
    if (kind === 'set') return notes.doc(id).set({ data: { n, s: true } })
    const mine = writer === 'sdk' ? (notes as unknown as ReturnType<typeof notesOf>) : notesOf(client)
    if (kind === 'add') return mine.add({ data: { _id: id, n } })
    if (kind === 'update') return mine.doc(id).update({ data: { n, at: new Date(n), none: null } })
    if (kind === 'unset')
      return mine
        .where({ n })
        .update({ data: { at: (writer === 'sdk' ? sdk : client.database()).command.remove!() } })
    return mine.doc(id).remove()
  }

  test('cut again and again while two write: the changes always add up to the documents', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async steps => {
        await sdk
          .collection('notes')
          .where({ _id: { $exists: true } })
          .remove()
        const way = await wayTo(cloud.origin)
        const anna = person({ origin: way.origin })
        const [all, some] = [
          hear(notesOf(anna)),
          hear(notesOf(anna).where({ n: client.database().command.in([1, 2, 3, 99]) })),
        ]
        const half = (writer: string) => steps.filter(one => one.writer === writer)
        const writing = async (own: Step[]) => {
          // one that is there already, or not there, is refused: as good as nothing
          for (const one of own)
            if (one.kind === 'cut') way.cut()
            else if (one.kind === 'back') await until(way.isUsed)
            else await write(one).catch(() => {})
        }
        await Promise.all([writing(half('sdk')), writing(half('client'))])
        await notesOf(client).add({ data: { _id: 'end', n: 99 } })
        const [told] = await Promise.all([follow(all), follow(some)])
        expect(told.at(-1)!.docs).toEqual((await notesOf(client).get()).data)
        anna.close()
        await way.close()
      }),
      { numRuns: 15 },
    )
  })

  test('nothing comes any more though the connection stands: it is made anew', async () => {
    const heartbeats = holdTimers(HEARTBEAT_MS)
    const way = await wayTo(cloud.origin)
    const anna = person({ origin: way.origin, heartbeatMs: HEARTBEAT_MS })
    const heard = hear(notesOf(anna))
    await heard.next()
    way.freeze()
    await notesOf(client).add({ data: { _id: 'a' } })
    heartbeats.release() // asks whether somebody is there
    heartbeats.release() // and gives up
    expect(changesOf(await heard.next())).toEqual(['enqueue add a'])
    anna.close()
    await way.close()
  })

  test('a quiet connection that answers is kept', async () => {
    const heartbeats = holdTimers(HEARTBEAT_MS)
    const { counts, WebSocket } = counting()
    const anna = person({ WebSocket, heartbeatMs: HEARTBEAT_MS })
    const heard = hear(notesOf(anna))
    await heard.next()
    for (const n of [1, 2]) {
      heartbeats.release()
      const [asking] = heartbeats.held.keys()
      await until(() => !heartbeats.held.has(asking))
      expect(counts.pings).toBe(n)
    }
    await notesOf(client).add({ data: { _id: 'a' } })
    await heard.next()
    expect(counts.opened).toBe(1)
    anna.close()
  })

  test('the waits between attempts grow, up to ten seconds', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] })
    const anna = person({ WebSocket: Refused })
    const watcher = notesOf(anna).watch({ onChange: () => {}, onError: () => {} })
    await Promise.resolve()
    for (let most = 100; most < 100_000; most *= 2) {
      const before = Date.now()
      await jest.advanceTimersToNextTimerAsync()
      expect(Date.now() - before).toBeGreaterThanOrEqual(Math.min(most, 10_000) / 2)
      expect(Date.now() - before).toBeLessThanOrEqual(Math.min(most, 10_000))
    }
    await watcher.close()
    expect(jest.getTimerCount()).toBe(0)
    jest.useRealTimers()
  })
})

/** A network where nothing answers; a real one would take a minute for what the clock shows at once. */
class Refused {
  readyState = 3
  onopen: unknown
  onmessage: unknown
  onerror: unknown
  onclose: unknown
  constructor() {
    queueMicrotask(() => (this.onclose as () => void)())
  }

  send(): void {}
  close(): void {}
}
