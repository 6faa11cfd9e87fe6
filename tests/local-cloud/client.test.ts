import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { openClient, type Client } from '../../local-cloud/client/client'
import type { Cloud } from '../../local-cloud/cloud'
import type { Database } from '../contract/database'
import { folder, sdkFor, start } from './support'

type Row = Record<string, unknown>

const own = folder()
own.write('echo', `exports.main = async event => event`)
own.write('broken', `exports.main = async () => { throw new Error('no') }`)
const rulesFile = path.join(own.dir, 'rules.json')
writeFileSync(
  rulesFile,
  JSON.stringify({
    notes: { read: true, write: true },
    priced: { read: true, create: true, update: 'request.data.price != 5' },
  }),
)

let cloud: Cloud
let sdk: Database
let client: Client
beforeAll(async () => {
  cloud = await start(own, { rulesFile })
  sdk = sdkFor(cloud).database() as Database
  for (const name of ['notes', 'priced', 'closed']) await cloud.ensureIndexes(name, [])
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

test('functions and files', async () => {
  expect(await client.callFunction({ name: 'echo', data: { a: 1 } })).toMatchObject({
    result: { a: 1, userInfo: { openId: 'o-anna' } },
    requestID: expect.any(String) as string,
    errMsg: 'cloud.callFunction:ok',
  })
  const { fileID } = await client.uploadFile({
    cloudPath: 'a/照片.png',
    fileContent: new Uint8Array([1, 0, 255]),
  })
  const blob = new Blob(['text'], { type: 'text/markdown' })
  const second = await client.uploadFile({ cloudPath: 'a/b.txt', fileContent: blob })
  const { fileList } = await client.getTempFileURL({ fileList: [fileID, second.fileID] })
  expect(fileList).toMatchObject([{ fileID, status: 0, errMsg: 'ok' }, { status: 0 }])
  expect((await fetch(fileList[1]!.tempFileURL)).headers.get('content-type')).toBe('text/markdown')
  expect(await client.downloadFile({ fileID })).toMatchObject({
    fileContent: new Uint8Array([1, 0, 255]),
    statusCode: 200,
  })
})

test('documents come back as they were given, dates as dates', async () => {
  const notes = notesOf(client)
  const data = {
    at: new Date(5),
    old: new Date(-5),
    list: [1, { a: null }],
    ratio: 0.5,
    endless: Infinity,
    text: '中',
  }
  const { _id: id } = await notes.add({ data })
  expect((await notes.doc(id).get()).data).toEqual({ _id: id, _openid: 'o-anna', ...data })
  const before = cloud.now().getTime()
  await notes.doc(id).update({ data: { at: client.database().serverDate({ offset: 1000 }) } })
  const at = ((await notes.doc(id).get()).data.at as Date).getTime()
  expect(at).toBeGreaterThanOrEqual(before + 1000)
  expect(at).toBeLessThanOrEqual(cloud.now().getTime() + 1000)
  expect((await notes.where({ at: client.database().command.gt(new Date(6)) }).count()).total).toBe(1)
  expect((await notes.where({ text: /中/ }).get()).data).toHaveLength(1)
})

describe('queries', () => {
  const _ = () => client.database().command
  beforeEach(async () => {
    for (let n = 0; n < 6; n++)
      await notesOf(client).add({ data: { _id: `n${n}`, n, in: { a: n % 2 }, tags: [`t${n}`] } })
  })
  const idsOf = async (query: unknown) =>
    (await notesOf(client).where(query).orderBy('n', 'asc').get()).data.map(doc => doc.n)

  test('sorting, skipping, limiting, fields, counting', async () => {
    const notes = notesOf(client)
    const page = await notes
      .orderBy('in.a', 'desc')
      .orderBy('n', 'asc')
      .skip(1)
      .limit(3)
      .field({ n: true })
      .get()
    expect(page).toEqual({
      data: [
        { _id: 'n3', n: 3 },
        { _id: 'n5', n: 5 },
        { _id: 'n0', n: 0 },
      ],
      errMsg: 'collection.get:ok',
    })
    expect(await notes.where({ in: { a: 1 } }).count()).toEqual({ total: 3, errMsg: 'collection.count:ok' })
  })

  test.each<[string, () => unknown, number[]]>([
    ['a value', () => ({ n: 3 }), [3]],
    ['nested fields', () => ({ in: { a: 1 } }), [1, 3, 5]],
    ['an operator of MongoDB', () => ({ n: { $mod: [3, 0] } }), [0, 3]],
    ['a range', () => ({ n: _().gt(1).and(_().lte(3)) }), [2, 3]],
    ['one or the other', () => ({ n: _().lt(1).or(_().eq(5)), _id: _().exists(true) }), [0, 5]],
    ['values or conditions of a field', () => ({ n: _().or([2, _().gte(5)]) }), [2, 5]],
    [
      'two alternatives at once',
      () => ({ n: _().or(1, 2, 3), 'in.a': _().or(_().eq(1), _().eq(7)) }),
      [1, 3],
    ],
    ['one query or the other', () => _().or([{ n: 1 }, { n: _().neq(1), in: { a: 1 } }]), [1, 3, 5]],
    ['none of both', () => _().nor([{ n: _().in([1, 2, 3]) }, { tags: _().all(['t5']) }]), [0, 4]],
    ['nothing of it', () => ({ n: _().nin([0, 1, 2, 3]), tags: _().size(1) }), [4, 5]],
  ])('%s', async (_name, query, found) => expect(await idsOf(query())).toEqual(found))
})

test('updates change only what they name', async () => {
  const notes = notesOf(client)
  const _ = client.database().command
  const data = { _id: 'a', n: 1, in: { a: 1, b: 2 }, list: [1], top: 3, gone: true, whole: { a: 1 } }
  await notes.add({ data })
  const changed = await notes.doc('a').update({
    data: {
      n: _.inc(2),
      in: { a: 5 },
      list: _.push([2, 3]),
      top: _.max(9),
      gone: _.remove(),
      whole: _.set({ b: 2 }),
    },
  })
  expect(changed).toEqual({ stats: { updated: 1 }, errMsg: 'document.update:ok' })
  expect((await notes.doc('a').get()).data).toEqual({
    _id: 'a',
    _openid: 'o-anna',
    n: 3,
    in: { a: 5, b: 2 },
    list: [1, 2, 3],
    top: 9,
    whole: { b: 2 },
  })
  for (const list of [
    _.unshift(0),
    _.pop(),
    _.addToSet({ each: [2, 7] }),
    _.pull(1),
    _.shift(),
    _.push({ each: [8], position: 0 }),
  ])
    await notes.where({ n: 3 }).update({ data: { list } })
  expect((await notes.doc('a').get()).data.list).toEqual([8, 2, 7])
  await notes.doc('a').update({ data: { n: _.mul(2), top: _.min(1) } })
  expect((await notes.doc('a').get()).data).toMatchObject({ n: 6, top: 1 })
  expect(await notes.where({ n: 6 }).remove()).toEqual({
    stats: { removed: 1 },
    errMsg: 'collection.remove:ok',
  })
})

test('a rule about the data of an update knows what is set, and refuses what it cannot know', async () => {
  const priced = client.database().collection('priced')
  const _ = client.database().command
  await priced.add({ data: { _id: 'a', price: 1, list: [] } })
  const one = priced.doc('a')
  for (const data of [{ price: 4 }, { list: _.push(1) }, { price: _.remove() }])
    expect((await one.update({ data })).stats.updated).toBe(1)
  for (const data of [{ price: 5 }, { price: _.inc(1) }, { price: { 0: 1 } }, { price: _.push(5) }])
    await expect(one.update({ data: data as Row })).rejects.toMatchObject({ errCode: -502003 })
})

describe('refusals are errors with errCode and errMsg', () => {
  const db = () => client.database()
  const deaf = { onChange: () => {}, onError: () => {} }
  test.each<[string, () => unknown, number, RegExp]>([
    [
      'a function that is not there',
      () => client.callFunction({ name: 'none' }),
      -501000,
      /^cloud\.callFunction:fail /,
    ],
    [
      'a function that throws',
      () => client.callFunction({ name: 'broken' }),
      -504002,
      /^cloud\.callFunction:fail .*-504002/,
    ],
    [
      'data without end',
      () => client.callFunction({ name: 'echo', data: 'x'.repeat(300_000) }),
      -501001,
      /:fail .*256 KB/,
    ],
    [
      'a path out of the bucket',
      () => client.uploadFile({ cloudPath: '../a', fileContent: new Uint8Array() }),
      -501007,
      /^cloud\.uploadFile:fail -501007/,
    ],
    [
      'a file that is not there',
      () => client.downloadFile({ fileID: 'cloud://x/none' }),
      -1,
      /^cloud\.downloadFile:fail STORAGE_FILE_NONEXIST/,
    ],
    [
      'a list of files that is none',
      () => client.getTempFileURL({ fileList: 5 as unknown as [] }),
      -501007,
      /^cloud\.getTempFileURL:fail/,
    ],
    [
      'a collection without rules',
      () => db().collection('closed').get(),
      -502003,
      /^collection\.get:fail -502003/,
    ],
    [
      'a document that is not there',
      () => notesOf(client).doc('none').get(),
      -1,
      /^document\.get:fail cannot find document with _id none/,
    ],
    [
      'a query that is none',
      () =>
        notesOf(client)
          .where({ a: { $pow: 1 } })
          .count(),
      -502001,
      /^collection\.count:fail/,
    ],
    [
      'an owner',
      () => notesOf(client).add({ data: { _openid: 'o-bert' } }),
      -501007,
      /^collection\.add:fail -501007/,
    ],
    [
      'an owner in an update',
      () =>
        notesOf(client)
          .doc('a')
          .update({ data: { _openid: 'o-bert' } }),
      -501007,
      /^document\.update:fail -501007/,
    ],
    [
      'the owner by a command',
      () =>
        notesOf(client)
          .doc('a')
          .update({ data: { _openid: db().command.remove() } }),
      -501007,
      /_openid/,
    ],
    [
      'a command as a value',
      () => notesOf(client).add({ data: { n: db().command.inc(1) } }),
      -1,
      /^collection\.add:fail a command/,
    ],
    [
      'a condition as a change',
      () =>
        notesOf(client)
          .doc('a')
          .update({ data: { n: db().command.gt(1) } }),
      -1,
      /a command/,
    ],
    [
      'a function as a value',
      () => notesOf(client).add({ data: { n: () => {} } }),
      -1,
      /^collection\.add:fail a Function/,
    ],
    [
      'a watch nobody hears',
      () =>
        Promise.resolve().then(() => notesOf(client).watch({ onChange: () => {} } as unknown as typeof deaf)),
      -1,
      /^collection\.watch:fail onChange/,
    ],
    [
      'a watch of a large query',
      () =>
        Promise.resolve().then(() =>
          notesOf(client)
            .where({ a: 'x'.repeat(70_000) })
            .watch(deaf),
        ),
      -1,
      /large/,
    ],
    [
      'a watch of some fields',
      () => Promise.resolve().then(() => notesOf(client).field({ n: true }).watch(deaf)),
      -1,
      /field/,
    ],
  ])('%s', async (_, call, errCode, errMsg) => {
    const error = await Promise.resolve(call()).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ errCode, errMsg: expect.stringMatching(errMsg) as string })
  })

  test('nobody is there', async () => {
    const lost = openClient({ origin: 'http://127.0.0.1:9', openid: 'o-anna' })
    await expect(lost.callFunction({ name: 'echo' })).rejects.toMatchObject({
      errCode: -1,
      errMsg: expect.stringMatching(/^cloud\.callFunction:fail /) as string,
    })
  })
})

describe('as one file', () => {
  const bundle = path.join(own.dir, 'client.cjs')
  beforeAll(async () => {
    const { metafile } = await build({
      entryPoints: [path.join(__dirname, '../../local-cloud/client/client.ts')],
      bundle: true,
      platform: 'browser',
      format: 'cjs',
      metafile: true,
      outfile: bundle,
    })
    const inputs = Object.keys(metafile.inputs).map(file => path.relative('local-cloud', file))
    expect(inputs.filter(file => !file.startsWith('client/'))).toEqual(['watch/diff.ts'])
  })

  test('it is small and knows no Node', () => {
    const text = readFileSync(bundle, 'utf8')
    expect(text.length).toBeLessThan(24 * 1024)
    expect(text).not.toMatch(/\brequire\(|\bprocess\b|\bBuffer\b/)
  })

  const program = (origin: string, ending: string, atSecondAttempt = '') => `
    const { openClient } = require(${JSON.stringify(bundle)})
    let attempts = 0
    class WebSocket extends require(${JSON.stringify(require.resolve('ws'))}) {
      constructor(url) {
        super(url)
        if (++attempts === 2) setImmediate(second)
      }
    }
    const second = () => { ${atSecondAttempt} }
    const client = openClient({ origin: '${origin}', openid: 'o-anna', WebSocket })
    const watch = name => client.database().collection(name).watch({
      onChange: ({ docs }) => { console.log(docs.length); done() },
      onError: ({ errCode }) => console.log(errCode),
    })
    const watcher = watch('notes')
    const done = () => { ${ending} }`
  const run = (text: string) => promisify(execFile)(process.execPath, ['-e', text])

  test.each<[string, string, string]>([
    ['the last watch is closed', 'watcher.close()', '0\n'],
    ['the client is closed', `watch('notes').close(); watch('notes'); client.close()`, '0\n'],
    ['the last watch is refused', `watch('closed'); watcher.close()`, '0\n-502003\n'],
  ])('the process ends when %s', async (_, ending, printed) => {
    expect((await run(program(cloud.origin, ending))).stdout).toBe(printed)
  })

  test('the process ends when a watch is closed that still seeks its server', async () => {
    const text = program('http://127.0.0.1:9', '', `console.log('second'); watcher.close()`)
    expect((await run(text)).stdout).toBe('second\n')
  })
})
