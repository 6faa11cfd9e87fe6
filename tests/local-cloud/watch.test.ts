import { writeFileSync } from 'node:fs'
import path from 'node:path'
import WebSocket from 'ws'
import { asPerson, folder, hear, sdkFor, start } from './support'
import type { Client } from '../../local-cloud/client/client'
import type { Cloud } from '../../local-cloud/cloud'
import type { Collection, Database } from '../contract/database'

type Row = Record<string, unknown>

const REAL_TIMERS = [
  'Date',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setTimeout',
] as const

const own = folder()
const rulesFile = path.join(own.dir, 'rules.json')
const RULES = {
  notes: { read: 'doc._openid == auth.openid', write: 'doc._openid == auth.openid' },
  news: {
    read: true,
    create: "auth != null && request.data.status == 'new'",
    update: "doc._openid == auth.openid && doc.status == 'new'",
    delete: false,
  },
  messages: { read: 'auth.openid in get(`database.rooms.${doc.roomId}`).members', write: false },
  adults: { read: 'doc.age > 10 && !(doc.kind in ["secret", "hidden"])' },
  lots: { read: true },
}
writeFileSync(rulesFile, JSON.stringify(RULES))

let cloud: Cloud
let db: Database
beforeAll(async () => {
  cloud = await start(own, { rulesFile })
  db = sdkFor(cloud).database() as Database
  for (const name of [...Object.keys(RULES), 'rooms', 'closed']) await cloud.ensureIndexes(name, [])
  await db.collection('rooms').add({
    data: [
      { _id: 'r1', members: ['o-anna'] },
      { _id: 'r2', members: ['o-bert'] },
    ],
  })
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

const client = (name: string, body: Row, openid = 'o-anna') =>
  asPerson(cloud, openid).post(`database/${name}`, body)

describe('rules check what a client asks', () => {
  test.each<[string, string, Row, boolean]>([
    ['own documents, said so', 'notes', { _openid: '{openid}' }, true],
    ['own documents, by name', 'notes', { _openid: 'o-anna', a: 1 }, true],
    ['own documents, among conditions', 'notes', { $and: [{ a: 1 }, { _openid: '{openid}' }] }, true],
    ['all documents', 'notes', {}, false],
    ['by _id alone', 'notes', { _id: 'x' }, false],
    ['those of another', 'notes', { _openid: 'o-bert' }, false],
    ['own or others', 'notes', { $or: [{ _openid: '{openid}' }, { a: 1 }] }, false],
    ['open to all', 'news', {}, true],
    ['a room of which one is a member', 'messages', { roomId: 'r1' }, true],
    ['one of one', 'messages', { roomId: { $in: ['r1'] } }, true],
    ['a room of others', 'messages', { roomId: 'r2' }, false],
    ['a room that is not there', 'messages', { roomId: 'r3' }, false],
    ['two rooms', 'messages', { roomId: { $in: ['r1', 'r2'] } }, false],
    ['no room', 'messages', {}, false],
    ['narrower than the range', 'adults', { age: { $gt: 15 }, kind: 'plain' }, true],
    ['wider than the range', 'adults', { age: { $gt: 8 }, kind: 'plain' }, false],
    ['the edge of the range', 'adults', { age: { $gte: 10 }, kind: 'plain' }, false],
    ['just inside', 'adults', { age: { $gte: 11 }, kind: 'plain' }, true],
    ['a value that is left out', 'adults', { age: 20, kind: 'secret' }, false],
    ['nothing said about it', 'adults', { age: 20 }, false],
    ['a collection without rules', 'closed', {}, false],
  ])('%s', async (_, collection, query, isAllowed) => {
    const { status, body } = await client('get', { collection, query })
    expect(status).toBe(isAllowed ? 200 : 400)
    if (!isAllowed) expect(body.code).toBe('DATABASE_PERMISSION_DENIED')
  })

  test('add is checked by the data and signed by the platform; update and remove by the query', async () => {
    const { body } = await client('add', { collection: 'news', data: { status: 'new', text: 'hello' } })
    expect(
      (
        await db
          .collection('news')
          .doc(body._id as string)
          .get()
      ).data._openid,
    ).toBe('o-anna')
    expect((await client('add', { collection: 'news', data: { status: 'old' } })).body.code).toBe(
      'DATABASE_PERMISSION_DENIED',
    )
    expect(
      (await client('add', { collection: 'news', data: { status: 'new', _openid: 'o-bert' } })).status,
    ).toBe(400)
    const query = { _openid: '{openid}', status: 'new' }
    expect((await client('update', { collection: 'news', query, data: { text: 'hi' } })).body.stats).toEqual({
      updated: 1,
    })
    expect((await client('update', { collection: 'news', query: {}, data: { text: 'hi' } })).status).toBe(400)
    expect((await client('remove', { collection: 'news', query })).status).toBe(400)
  })

  test('20 documents at most', async () => {
    await db.collection('lots').add({ data: Array.from({ length: 30 }, (_, i) => ({ i })) })
    expect((await client('get', { collection: 'lots', query: {}, limit: 100 })).body.data).toHaveLength(20)
    expect((await client('count', { collection: 'lots', query: {} })).body.total).toBe(30)
  })
})

interface Message {
  type: string
  id: number
  code?: string
  snapshot?: { type?: string; docs: Row[]; docChanges: Row[] }
}

/** A socket whose messages can be awaited one after the other. */
async function connect() {
  const socket = new WebSocket(`${cloud.origin.replace('http', 'ws')}/gateway/watch`)
  const messages: Message[] = []
  let wake = () => {}
  socket.on('message', data => {
    messages.push(JSON.parse(String(data)) as Message)
    wake()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    socket,
    watch: (fields: Row, openid = 'o-anna') =>
      socket.send(JSON.stringify({ type: 'watch', id: 1, authorization: `Dev ${openid}`, ...fields })),
    send: (text: string) => socket.send(text),
    async next(): Promise<Message> {
      while (!messages.length) await new Promise<void>(resolve => (wake = resolve))
      return messages.shift()!
    },
  }
}

describe('watch', () => {
  let notes: Collection
  let anna: Client
  beforeAll(() => {
    anna = cloud.client('o-anna')
  })
  afterAll(() => anna.close())
  beforeEach(async () => {
    notes = db.collection('notes')
    await notes.where({ _id: { $exists: true } }).remove()
  })
  const query = { _openid: '{openid}' }
  const mine = () => anna.database().collection('notes').where(query)
  const note = (_id: string, n: number, openid = 'o-anna') => notes.add({ data: { _id, n, _openid: openid } })

  test('first all, then what happens, in order', async () => {
    await note('a', 1)
    const { next, close } = hear(mine().orderBy('n', 'asc'))
    expect(await next()).toMatchObject({
      type: 'init',
      docs: [{ _id: 'a' }],
      docChanges: [{ queueType: 'init', dataType: 'init', docId: 'a' }],
    })
    await note('b', 0)
    expect(await next()).toMatchObject({
      docs: [{ _id: 'b' }, { _id: 'a' }],
      docChanges: [{ queueType: 'enqueue', dataType: 'add', docId: 'b' }],
    })
    await notes.doc('a').update({ data: { n: 5, x: 1 } })
    expect((await next()).docChanges).toMatchObject([
      { queueType: 'update', dataType: 'update', docId: 'a', updatedFields: { n: 5, x: 1 } },
    ])
    await notes.doc('a').set({ data: { n: 5, _openid: 'o-anna' } })
    expect((await next()).docChanges).toMatchObject([
      { queueType: 'update', dataType: 'replace', docId: 'a', doc: { n: 5 } },
    ])
    await notes.doc('a').update({ data: { n: db.command.remove!() } })
    expect((await next()).docChanges).toMatchObject([
      { queueType: 'update', dataType: 'update', docId: 'a', updatedFields: {}, removedFields: ['n'] },
    ])
    await notes.doc('b').update({ data: { _openid: 'o-bert' } })
    expect((await next()).docChanges).toMatchObject([
      { queueType: 'dequeue', dataType: 'update', docId: 'b' },
    ])
    await notes.doc('a').remove()
    expect(await next()).toMatchObject({
      docs: [],
      docChanges: [{ queueType: 'dequeue', dataType: 'remove', docId: 'a' }],
    })
    await close()
  })

  test('what others write into their own is not seen', async () => {
    const { next, close } = hear(mine())
    await next()
    await note('other', 1, 'o-bert')
    await note('mine', 1)
    expect((await next()).docChanges).toMatchObject([{ docId: 'mine' }])
    await close()
  })

  test('with a limit, one goes out when another comes in', async () => {
    await note('a', 1)
    const { next, close } = hear(mine().orderBy('n', 'desc').limit(1))
    await next()
    await note('b', 2)
    expect((await next()).docChanges).toMatchObject([
      { queueType: 'dequeue', dataType: 'update', docId: 'a' },
      { queueType: 'enqueue', dataType: 'add', docId: 'b' },
    ])
    await close()
  })

  test('a transaction is one event', async () => {
    const { next, close } = hear(mine())
    await next()
    await db.runTransaction(async t => {
      await t.collection('notes').add({ data: { _id: 'a', _openid: 'o-anna' } })
      await t.collection('notes').add({ data: { _id: 'b', _openid: 'o-anna' } })
    })
    expect((await next()).docChanges).toHaveLength(2)
    await close()
  })

  test('a new connection begins again with all', async () => {
    const first = await connect()
    first.watch({ collection: 'notes', query })
    await first.next()
    first.socket.terminate()
    await note('a', 1)
    const second = await connect()
    second.watch({ collection: 'notes', query })
    expect((await second.next()).snapshot).toMatchObject({ type: 'init', docs: [{ _id: 'a' }] })
    second.socket.close()
  })

  test('the same id again on the same connection: all once more, and each event once', async () => {
    const { watch, next, socket } = await connect()
    watch({ collection: 'notes', query })
    expect((await next()).snapshot).toMatchObject({ type: 'init', docs: [] })
    await note('a', 1)
    await next()
    watch({ collection: 'notes', query })
    expect((await next()).snapshot).toMatchObject({ type: 'init', docs: [{ _id: 'a' }] })
    await note('b', 2)
    await note('c', 3)
    expect((await next()).snapshot!.docChanges).toMatchObject([{ docId: 'b' }])
    expect((await next()).snapshot!.docChanges).toMatchObject([{ docId: 'c' }])
    socket.close()
  })

  test('a transaction that sets a document is a replacement too', async () => {
    await note('a', 1)
    const { next, close } = hear(mine())
    await next()
    await db.runTransaction(async t => {
      await t
        .collection('notes')
        .doc('a')
        .set({ data: { n: 2, _openid: 'o-anna' } })
    })
    expect((await next()).docChanges).toMatchObject([{ dataType: 'replace', doc: { n: 2 } }])
    await close()
  })

  test.each<[string, Row, string, string?]>([
    ['more than the rules allow', { collection: 'notes', query: {} }, 'DATABASE_PERMISSION_DENIED'],
    ['a closed collection', { collection: 'closed', query: {} }, 'DATABASE_PERMISSION_DENIED'],
    ['nobody', { collection: 'news', query: {} }, 'UNAUTHENTICATED', ''],
    ['no query', { collection: 'news', query: 5 }, 'INVALID_PARAM'],
    ['no collection', { query: {} }, 'INVALID_PARAM'],
  ])('refused: %s', async (_, fields, code, openid = 'o-anna') => {
    const { watch, next, socket } = await connect()
    watch(fields, openid)
    expect(await next()).toMatchObject({ type: 'error', id: 1, code })
    socket.close()
  })

  test.each(['', '{', '[]', '{"type":"shout"}'])('damaged message: %j', async text => {
    const { send, next, socket } = await connect()
    send(text)
    expect(await next()).toMatchObject({ type: 'error', code: expect.any(String) as string })
    socket.close()
  })
})

test('a client that answers no ping is dropped, though its connection stands', async () => {
  jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] })
  const place = folder()
  const other = await start(place, { rulesFile })
  const address = `${other.origin.replace('http', 'ws')}/gateway/watch`
  const [living, silent] = [new WebSocket(address), new WebSocket(address, { autoPong: false })]
  await Promise.all([living, silent].map(socket => new Promise(resolve => socket.once('open', resolve))))
  const pinged = [living, silent].map(socket => new Promise(resolve => socket.once('ping', resolve)))
  const closed = new Promise(resolve => silent.once('close', resolve))
  jest.advanceTimersByTime(30_000)
  await Promise.all(pinged)
  const answered = new Promise(resolve => living.once('message', resolve))
  living.send(JSON.stringify({ type: 'ping' }))
  expect(String(await answered)).toBe('{"type":"pong"}')
  jest.advanceTimersByTime(30_000)
  await closed
  expect(living.readyState).toBe(WebSocket.OPEN)
  jest.useRealTimers()
  living.close()
  await other.close()
  place.remove()
})

test('a client that comes while the cloud closes does not keep it from ending', async () => {
  const place = folder()
  place.write('echo', 'exports.main = async event => event')
  const other = await start(place, { rulesFile })
  // instances take a while to end
  await Promise.all(Array.from({ length: 4 }, () => other.call({ openid: 'o-anna' }, 'echo', {})))
  const address = `${other.origin.replace('http', 'ws')}/gateway/watch`
  const closing = other.close()
  const comers = Array.from({ length: 5 }, () => new WebSocket(address))
  await Promise.all(
    comers.map(comer => new Promise(resolve => comer.on('error', () => {}).once('close', resolve))),
  )
  await closing
  place.remove()
})
