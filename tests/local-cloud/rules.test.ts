import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Cloud } from '../../local-cloud/cloud'
import { asPerson, folder, start } from './support'

// database-rules.json: which files are refused at the start, and which queries are narrower than a rule.

const own = folder()
afterAll(() => own.remove())
const rulesFile = path.join(own.dir, 'rules.json')
const startWith = (rules: unknown): Promise<Cloud> => {
  writeFileSync(rulesFile, JSON.stringify(rules))
  return start(own, { rulesFile })
}

const get = (path: string) => `get(\`database.${path}\`).x`
const times = (n: number, text: string) => Array.from({ length: n }, () => text).join(' && ')

test.each<[string, unknown]>([
  ['1,024 characters', `true${' '.repeat(1020)}`],
  ['three get()', times(3, `${get('a.b')} == 1`)],
  ['a get() inside of another', `${get(`a.\${${get('b.${doc.id}')}}`)} == 1`],
  ['a field that is called in', 'doc.in == 1'],
  ['get() of a text', "get('database.rooms.r1').owner == auth.openid"],
  ['data that is asked for', "auth != null && request.data.status == 'new'"],
])('read: %s', async (_, read) => {
  await (await startWith({ open: { read } })).close()
})

test.each<[string, unknown, RegExp]>([
  ['1,025 characters', `true${' '.repeat(1021)}`, /longer than 1024/],
  ['four get()', times(4, `${get('a.b')} == 1`), /at most 3 get/],
  [
    'five get(), three of them inside of others',
    `${get(`a.\${${get('b.c')}}\${${get('b.d')}}`)} == ${get(`a.\${${get('b.e')}}`)}`,
    /at most 3 get/,
  ],
  ['get() three deep', `${get(`a.\${${get(`b.\${${get('c.d')}}`)}}`)} == 1`, /at most 2 deep/],
  ['a number', 5, /true, false or an expression/],
  ['an object', { a: 1 }, /true, false or an expression/],
  ['null', null, /true, false or an expression/],
  ['nothing', '', /ends too early/],
  ['an unknown name', 'user.openid == 1', /unknown name user\.openid/],
  ['a name of Object.prototype', 'constructor == null', /unknown name constructor/],
  ['another', 'toString', /unknown name toString/],
  ['an unknown part of auth', 'auth.name == 1', /unknown name auth\.name/],
  ['an unknown part of request', 'request.body == 1', /unknown name request\.body/],
  ['what only web pages have', 'auth.uid == 1', /not emulated/],
  ['get() of something else', "get('rooms.a').x == 1", /get\(\) cannot read rooms\.a/],
  ['get() without an id', "get('database.rooms').x == 1", /get\(\) cannot read/],
  ['an expression in plain quotes', "get('database.rooms.${doc.id}').x == 1", /get\(\) cannot read/],
  ['no field after a dot', 'doc. == 1', /a field is missing/],
  ['a template without end', 'get(`database.a.b).x == 1', /` is missing/],
])('not read: %s', async (_, read, says) => {
  await expect(startWith({ notes: { read } })).rejects.toMatchObject({
    code: expect.stringMatching(/INVALID_PARAM|NOT_EMULATED/) as string,
    message: expect.stringMatching(new RegExp(`^rules: notes\\.read: .*${says.source}`)) as string,
  })
})

test.each<[string, unknown, string]>([
  ['a misspelt operation', { notes: { raed: true } }, 'rules: notes.raed: there are only write, read'],
  ['write, though the others are named', { notes: { write: 'x', create: true } }, 'rules: notes.write: rule'],
  ['rules that are none', { notes: true }, 'rules: notes must be an object'],
  ['a file that is a list', [], 'rules: the file must hold an object'],
])('not read: %s', async (_, rules, says) => {
  await expect(startWith(rules)).rejects.toThrow(says)
})

describe('a query is narrower than the rule, or refused', () => {
  const RULES: Record<string, string> = {
    own: 'doc._openid == auth.openid',
    kinds: "doc.k in ['a', 'b']",
    other: "!(doc.k in ['a'])",
    notA: "doc.k != 'a'",
    room: 'auth.openid in get(`database.rooms.${doc.roomId}`).members',
    unsure: '(doc.k == 1) == false',
    listed: 'doc.k in [doc.j]',
  }

  let cloud: Cloud
  beforeAll(async () => {
    cloud = await startWith(Object.fromEntries(Object.entries(RULES).map(([name, read]) => [name, { read }])))
    for (const name of [...Object.keys(RULES), 'rooms']) await cloud.ensureIndexes(name, [])
    const data = [JSON.stringify({ _id: 'r1', members: ['me'] })]
    const body = JSON.stringify({ action: 'database.insertDocument', collectionName: 'rooms', data })
    await fetch(cloud.endpoint, { method: 'POST', body })
  })
  afterAll(() => cloud.close())

  test.each<[string, object, boolean]>([
    ['own', { $or: [{ _openid: 'me' }, { _openid: 'me', a: 1 }] }, true],
    ['own', { _openid: 'me', $or: [{ a: 1 }, { a: 2 }] }, true],
    ['own', { $and: [{ $or: [{ _openid: 'me' }, { _openid: '{openid}', a: 1 }] }, { b: 1 }] }, true],
    ['own', { $or: [{ _openid: 'me' }, { a: 1 }] }, false],
    ['own', { $or: [{ _openid: 'me' }, { $or: [{ _openid: 'me' }, { _openid: 'you' }] }] }, false],
    ['own', { $or: [] }, false],
    ['own', { $or: Array.from({ length: 40 }, (_, a) => ({ _openid: 'me', a })) }, true],
    ['kinds', { $or: [{ k: 'a' }, { k: 'b' }] }, true],
    ['kinds', { $or: [{ k: 'a' }, { k: 'c' }] }, false],
    ['other', { k: { $nin: ['a'] } }, true],
    ['other', { k: { $nin: ['x', 'a'] } }, true],
    ['other', { k: { $ne: 'a' } }, true],
    ['other', { k: { $nin: ['b'] } }, false],
    ['other', { k: 'b' }, true],
    ['notA', { k: { $ne: 'a' } }, true],
    ['notA', { k: { $ne: 'b' } }, false],
    ['notA', { $or: [{ k: { $ne: 'a' } }, { k: 'b' }] }, true],
    ['room', { roomId: 'r1' }, true],
    ['room', { roomId: 'r1', $or: [{ a: 1 }, { a: 2 }] }, true],
    // what get() reads has to stand in the query itself
    ['room', { $or: [{ roomId: 'r1' }, { roomId: 'r1', a: 1 }] }, false],
    ['room', { roomId: '' }, false],
    ['unsure', {}, false],
    ['unsure', { k: 2 }, true],
    ['listed', { k: 'x', j: 'x' }, true],
    ['listed', { k: 'x', j: { $in: ['x', 'y'] } }, false],
  ])('%s: %j: %s', async (collection, query, isAllowed) => {
    const answer = await asPerson(cloud, 'me').post('database/get', { collection, query })
    if (isAllowed) expect(answer.body).toMatchObject({ data: [] })
    else expect(answer.body.code).toBe('DATABASE_PERMISSION_DENIED')
  })
})
