import CloudBase from '@cloudbase/manager-node'
import { account, index, openManagement, type Management } from './management'
import { ENV_ID } from '../../local-cloud/sdk-env'
import type { Row } from '../contract/database'

// The unmodified manager of collections and indexes, as a deployment would use it.

let here: Management
let { db, manager, filled, indexesOf, planOf } = {} as Management
beforeAll(async () => {
  here = await openManagement()
  ;({ db, manager, filled, indexesOf, planOf } = here)
})
afterAll(async () => {
  await here.close()
  here.remove()
})

test('a collection is made, found, listed, and gone with all it had', async () => {
  const name = await filled([{ _id: 'a', n: 1 }])
  expect(await manager.createCollectionIfNotExists(name)).toMatchObject({ IsCreated: false })
  expect(await manager.checkCollectionExists(name)).toMatchObject({ Exists: true })
  const { Collections, Pager } = await manager.listCollections({ MgoOffset: 0, MgoLimit: 1 })
  expect(Collections).toEqual([{ CollectionName: name, Count: 1, IndexCount: 1 }])
  expect(Pager).toEqual({ Offset: 0, Limit: 1, Total: 1 })
  await manager.updateCollection(name, { CreateIndexes: [index('n', { n: '1' })] })
  await manager.deleteCollection(name)
  expect(await manager.checkCollectionExists(name)).toMatchObject({ Exists: false })
  await expect(db.collection(name).get()).rejects.toMatchObject({ errCode: -502005 })
  expect(await manager.createCollectionIfNotExists(name)).toMatchObject({ IsCreated: true })
  expect((await db.collection(name).count()).total).toBe(0)
  expect(await indexesOf(name)).toEqual(['_id_'])
})

test('an index is filled with what is there, used, described, and no longer used when dropped', async () => {
  const docs = Array.from({ length: 50 }, (_, n) => ({ _id: `${n}`, even: n % 2 === 0, n }))
  const name = await filled(docs)
  expect(await planOf(name, { even: true, n: 4 })).toMatchObject({ index: null, examined: 50 })
  await manager.updateCollection(name, { CreateIndexes: [index('by_n', { even: '1', n: '-1' })] })
  expect(await planOf(name, { even: true, n: 4 })).toMatchObject({ index: 'by_n', examined: 1 })
  const { Indexes, IndexNum } = await manager.describeCollection(name)
  expect(IndexNum).toBe(2)
  const Keys = [
    { Name: 'even', Direction: '1' },
    { Name: 'n', Direction: '-1' },
  ]
  expect(Indexes).toEqual([
    { Name: '_id_', Unique: true, Keys: [{ Name: '_id', Direction: '1' }] },
    { Name: 'by_n', Unique: false, Keys },
  ])
  await manager.updateCollection(name, { DropIndexes: [{ IndexName: 'by_n' }] })
  expect(await planOf(name, { even: true, n: 4 })).toMatchObject({ index: null, examined: 50 })
})

test('one that is there may be asked for again; dropped and made anew it may have other keys', async () => {
  const name = await filled([{ a: 1, b: 2 }])
  const made = { CreateIndexes: [index('i', { a: '1' })] }
  await manager.updateCollection(name, made)
  await manager.updateCollection(name, made)
  await manager.updateCollection(name, {
    DropIndexes: [{ IndexName: 'i' }],
    CreateIndexes: [index('i', { b: '1' })],
  })
  expect(await indexesOf(name)).toEqual(['_id_', 'i'])
  expect(await planOf(name, { b: 2 })).toMatchObject({ index: 'i', examined: 1 })
})

test('a unique index over repeated values is refused, and nothing of the request is done', async () => {
  const name = await filled([
    { k: 'x', n: 1 },
    { k: 'x', n: 2 },
  ])
  await manager.updateCollection(name, { CreateIndexes: [index('n', { n: '1' })] })
  const change = {
    DropIndexes: [{ IndexName: 'n' }],
    CreateIndexes: [index('other', { k: '1', n: '1' }), index('u', { k: '1' }, true)],
  }
  await expect(manager.updateCollection(name, change)).rejects.toMatchObject({
    code: 'FailedOperation',
    message: expect.stringMatching(/E11000 duplicate key error .* index: u dup key: \{ k: "x" \}/) as string,
  })
  expect(await indexesOf(name)).toEqual(['_id_', 'n'])
  expect(await planOf(name, { n: 2 })).toMatchObject({ index: 'n', examined: 1 })
  await db.collection(name).where({ n: 2 }).remove()
  await manager.updateCollection(name, change)
  await expect(db.collection(name).add({ data: { k: 'x' } })).rejects.toMatchObject({ errCode: -502001 })
})

const many = Array.from({ length: 20 }, (_, i) => index(`i${i}`, { [`f${i}`]: '1' }))

const a = { Name: 'a', Direction: '1' }
const twice = { IndexName: 'a', MgoKeySchema: { MgoIsUnique: false, MgoIndexKeys: [a, a] } }
const inWords = { IndexName: 'a', MgoKeySchema: { MgoIsUnique: 'true', MgoIndexKeys: [a] } }

describe('refused', () => {
  test.each<[string, (name: string) => Promise<unknown>, string, RegExp]>([
    ['a name in use', name => manager.createCollection(name), 'ResourceUnavailable.ResourceExist', /exist/],
    ['a name that cannot be', () => manager.createCollection('$bad'), 'InvalidParameter', /\$bad/],
    ['none of that name', () => manager.describeCollection('none'), 'ResourceNotFound', /not exist: none/],
    [
      'indexes of none',
      () => manager.updateCollection('none', { CreateIndexes: [index('a', { a: '1' })] }),
      'ResourceNotFound',
      /not exist/,
    ],
    [
      'an index that is not there',
      name => manager.updateCollection(name, { DropIndexes: [{ IndexName: 'nope' }] }),
      'FailedOperation',
      /index not found with name \[nope\]/,
    ],
    [
      'the index of _id',
      name => manager.updateCollection(name, { DropIndexes: [{ IndexName: '_id_' }] }),
      'FailedOperation',
      /cannot drop _id index/,
    ],
    [
      'one name for two indexes',
      name =>
        manager.updateCollection(name, { CreateIndexes: [index('a', { a: '1' }), index('a', { b: '1' })] }),
      'FailedOperation',
      /same name/,
    ],
    [
      'two names for one index',
      name =>
        manager.updateCollection(name, { CreateIndexes: [index('a', { a: '1' }), index('b', { a: '1' })] }),
      'FailedOperation',
      /different name: a/,
    ],
    [
      'more than 20',
      name => manager.updateCollection(name, { CreateIndexes: many }),
      'InvalidParameter',
      /at most 20/,
    ],
    [
      'no keys',
      name => manager.updateCollection(name, { CreateIndexes: [index('a', {})] }),
      'InvalidParameter',
      /MgoIndexKeys/,
    ],
    [
      'geo',
      name => manager.updateCollection(name, { CreateIndexes: [index('a', { a: '2dsphere' })] }),
      'NOT_EMULATED',
      /2dsphere/,
    ],
    ['other actions', () => manager.distribution(), 'NOT_EMULATED', /DescribeDbDistribution/],
    [
      'rules of clients',
      name => new CloudBase(account).commonService().call({ Action: 'ModifySafeRule', Param: { name } }),
      'NOT_EMULATED',
      /ModifySafeRule/,
    ],
    [
      'another environment',
      () => new CloudBase({ ...account, envId: 'other' }).database.listCollections(),
      'InvalidParameter',
      /EnvId/,
    ],
  ])('%s', async (_, act, code, message) => {
    const name = await filled([{ a: 1, b: 1 }])
    await expect(act(name)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      requestId: expect.stringMatching(/./) as string,
    })
    expect(await indexesOf(name)).toEqual(['_id_'])
  })

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['an index that is none', JSON.stringify({ EnvId: ENV_ID, TableName: 'm1', CreateIndexes: [null] })],
    ['a field twice', JSON.stringify({ EnvId: ENV_ID, TableName: 'm1', CreateIndexes: [twice] })],
    ['unique in words', JSON.stringify({ EnvId: ENV_ID, TableName: 'm1', CreateIndexes: [inWords] })],
    ['a parameter unknown', JSON.stringify({ EnvId: ENV_ID, TableName: 'm1', Shards: 3 })],
  ])('%s', async (_, body) => {
    const headers = { 'x-tc-action': 'UpdateTable' }
    const answer = await fetch(process.env.TCB_BASE_URL!, { method: 'POST', headers, body })
    const { Response } = (await answer.json()) as { Response: { Error: Row } }
    expect([answer.status, Object.keys(Response)]).toEqual([200, ['Error', 'RequestId']])
    expect(Response.Error.Code).toMatch(/^(InvalidParameter|NOT_EMULATED)$/)
  })
})
