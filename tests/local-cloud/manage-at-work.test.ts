import path from 'node:path'
import WebSocket from 'ws'
import { index, openManagement, type Management } from './management'
import { Database as Store } from '../../local-cloud/database/database'
import { find } from '../../local-cloud/database/find'
import { indexProblems } from '../../local-cloud/store/verify'
import type { Row, Transaction } from '../contract/database'

// Collections and indexes come and go while somebody uses them.

let here: Management
let { cloud, db, manager, filled } = {} as Management
beforeAll(async () => {
  here = await openManagement()
  ;({ cloud, db, manager, filled } = here)
})
afterAll(() => here.remove())

describe('while others are at work', () => {
  const inside = (t: Transaction, name: string) => t.collection(name)

  test('a transaction from before an index misses no document', async () => {
    const name = await filled([{ _id: 'a', n: 1 }])
    const t = await db.startTransaction()
    expect((await inside(t, name).doc('a').get()).data.n).toBe(1)
    await manager.updateCollection(name, { CreateIndexes: [index('n', { n: '1' }, true)] })
    expect((await inside(t, name).doc('a').get()).data.n).toBe(1)
    await inside(t, name).add({ data: { _id: 'b', n: 1 } })
    await expect(t.commit()).rejects.toMatchObject({ message: expect.stringMatching(/E11000/) as string })
    expect((await db.collection(name).count()).total).toBe(1)
  })

  test('a transaction on a collection that is dropped, or made anew, writes nothing into it', async () => {
    const name = await filled([{ _id: 'a', n: 1 }])
    const t = await db.startTransaction()
    await inside(t, name)
      .doc('a')
      .update({ data: { n: 2 } })
    await inside(t, name).add({ data: { _id: 'b' } })
    await manager.deleteCollection(name)
    await expect(inside(t, name).doc('a').get()).rejects.toMatchObject({ errCode: -502005 })
    await manager.createCollection(name)
    await expect(t.commit()).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    expect((await db.collection(name).count()).total).toBe(0)
  })

  test('writes that meet a drop are refused or go with it', async () => {
    const name = await filled([])
    const add = (n: number) => db.collection(name).add({ data: { n } })
    const adds = Array.from({ length: 40 }, (_, n) => add(n))
    await manager.deleteCollection(name)
    const refusals = (await Promise.allSettled(adds)).filter(r => r.status === 'rejected')
    for (const { reason } of refusals) expect(reason).toMatchObject({ errCode: -502005 })
    await manager.createCollection(name)
    expect((await db.collection(name).count()).total).toBe(0)
  })

  test('a watch goes on over a change of indexes and ends with its collection', async () => {
    await manager.createCollection('watched')
    const heard: Row[] = []
    const socket = new WebSocket(`${cloud.origin.replace('http', 'ws')}/gateway/watch`)
    const until = (type: string, count: number) =>
      new Promise<Row>(resolve => {
        const check = () => {
          const own = heard.filter(message => message.type === type)
          if (own.length >= count) resolve(own[count - 1]!)
        }
        socket.on('message', check)
        check()
      })
    socket.on('message', data => heard.push(JSON.parse(String(data)) as Row))
    await new Promise(resolve => socket.once('open', resolve))
    socket.send(
      JSON.stringify({
        type: 'watch',
        id: 1,
        authorization: 'Dev o-anna',
        collection: 'watched',
        query: { n: 1 },
      }),
    )
    await until('snapshot', 1)
    await manager.updateCollection('watched', { CreateIndexes: [index('n', { n: '1' })] })
    await db.collection('watched').add({ data: { n: 1 } })
    expect(await until('snapshot', 2)).toMatchObject({ snapshot: { docs: [{ n: 1 }] } })
    await manager.deleteCollection('watched')
    expect(await until('error', 1)).toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
    socket.terminate()
  })
})

test('whoever reads an older state is not sent through an index made since', async () => {
  const dir = path.join(here.own.dir, 'older')
  const store = new Store(dir, { noSync: true, now: () => new Date() })
  await store.ensureIndexes('c', [{ name: 'a', keys: { a: 1 } }])
  const table = store.table('c')
  await store.insert(table, [{ a: 1, n: 1 }])
  const older = store.store.snapshot()
  await store.changeIndexes('c', { drop: [], add: [{ name: 'n', keys: { n: 1 } }] })
  expect(find(older, table, { query: { n: 1 } })).toMatchObject({
    records: [{ doc: { n: 1 } }],
    cost: { index: null },
  })
  expect(find(older, table, { query: { a: 1 } }).cost.index).toBe('a')
  expect(store.find(table, { query: { n: 1 } }).cost.index).toBe('n')
  older.release()
  await store.close()
})

test('all of it outlives a restart, and no index disagrees with its documents', async () => {
  const [kept, dropped] = [await filled([{ n: 1, t: ['a', 'b'] }]), await filled([{ n: 1 }])]
  await manager.updateCollection(kept, { CreateIndexes: [index('t', { t: '1' }), index('n', { n: '-1' })] })
  await manager.updateCollection(kept, { DropIndexes: [{ IndexName: 'n' }] })
  await manager.deleteCollection(dropped)
  await cloud.close()
  const store = new Store(path.join(here.own.dataDir, 'database'), { noSync: true, now: () => new Date() })
  const { indexes } = store.table(kept).collection
  expect([store.has(dropped), indexes.map(({ name }) => name)]).toEqual([false, ['_id_', 't']])
  for (const name of store.names()) expect(indexProblems(store.store, store.table(name))).toEqual([])
  // what was dropped left no bytes either: records and entries of known collections are all there is
  const known = store.names().map(name => store.table(name).collection.id)
  const all = [...store.store.range({ start: Buffer.from([1]), end: Buffer.from([3]) })]
  expect(all.filter(({ key }) => !known.includes(key.readUInt32BE(1)))).toEqual([])
  await store.close()
})
