import { spawn } from 'node:child_process'
import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { decryptField, type EncryptedField, type Place } from '../../cloudfunctions/shared/crypto'
import type { Cloud } from '../../local-cloud/cloud'
import { ROOT } from '../../tools/functions'
import { rotate, type Notes, type Position } from '../../tools/keys/rotate'
import { openRows, type Rows } from '../../tools/rows'
import { folder, start } from '../local-cloud/support'

// Ids like numbers: JavaScript puts 1 before 2, whichever was written last.
const key = () => randomBytes(32).toString('base64')
const KEYS = { 2: key(), 1: key() }
const SETTINGS = {
  FIELD_KEYS: JSON.stringify({ current: '1', keys: KEYS }),
  HASH_KEY: key(),
}
Object.assign(process.env, SETTINGS)

/** As it was stored under the key 2, with its place or without. */
function sealed(plain: string, place?: Place): EncryptedField {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(KEYS[2], 'base64'), iv)
  if (place) cipher.setAAD(Buffer.from(JSON.stringify([place.collection, place.id, place.field])))
  const text = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
  const tag = cipher.getAuthTag().toString('base64')
  return { ...(place && { v: 2 as const }), keyId: '2', iv: iv.toString('base64'), tag, text }
}

const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`
const roomOf = (index: number) => {
  const _id = `room_${String(index).padStart(4, '0')}`
  const place = { collection: 'rooms', id: _id, field: 'phones.phone' }
  const phones = [{ phone: sealed(phoneOf(index), place) }, { phone: sealed(phoneOf(index + 1)), tail: 'x' }]
  return { _id, version: 3, at: new Date(0), phones, note: index % 2 ? sealed('有猫') : null, number: '1802' }
}
const chunkOf = (index: number) => ({ _id: `chunk_${index}`, sealedRows: sealed('[]'), lines: [] })

const own = folder()
let cloud: Cloud
let rows: Rows
beforeAll(async () => {
  cloud = await start(own)
  rows = openRows({ endpoint: cloud.endpoint })
})
afterAll(async () => {
  await cloud.close()
  own.remove()
})

interface Database {
  collection(name: string): {
    add(options: { data: object }): Promise<unknown>
    where(filter: object): { remove(): Promise<unknown>; update(options: { data: object }): Promise<unknown> }
    doc(id: string): { update(options: { data: object }): Promise<unknown> }
  }
  command: { neq(value: unknown): object; set(value: unknown): object; inc(by: number): object }
}
const database = () => {
  const sdk = require('wx-server-sdk') as { init(options: object): void; database(): Database }
  sdk.init({ env: process.env.TCB_ENV })
  return sdk.database()
}

const ROOMS = 230
beforeEach(async () => {
  const db = database()
  for (const name of ['rooms', 'roster_chunks']) {
    await cloud.ensureIndexes(name, [])
    await db
      .collection(name)
      .where({ _id: db.command.neq('') })
      .remove()
  }
  await db.collection('rooms').add({ data: Array.from({ length: ROOMS }, (_, index) => roomOf(index)) })
  await db.collection('roster_chunks').add({ data: [chunkOf(0), chunkOf(1)] })
})

const notes = (patch: Partial<Notes> = {}): Notes => ({
  start: undefined,
  remember: () => undefined,
  say: () => undefined,
  ...patch,
})

const roomsNow = async () => (await rows.page('rooms', '', 1000)) as unknown as ReturnType<typeof roomOf>[]

async function expectAllRotated(): Promise<void> {
  const rooms = await roomsNow()
  expect(rooms).toHaveLength(ROOMS)
  rooms.forEach(({ _id, phones, note, version, at }, index) => {
    const opened = phones.map(({ phone }) =>
      decryptField(phone, { collection: 'rooms', id: _id, field: 'phones.phone' }),
    )
    expect(opened).toEqual([phoneOf(index), phoneOf(index + 1)])
    expect(phones.map(({ phone }) => [phone.v, phone.keyId])).toEqual(Array(2).fill([2, '1']))
    if (note) expect(decryptField(note, { collection: 'rooms', id: _id, field: 'note' })).toBe('有猫')
    expect({ version, at }).toEqual({ version: 4, at: new Date(0) })
  })
  for (const { _id, sealedRows } of await rows.page('roster_chunks', '', 10))
    expect(
      decryptField(sealedRows as EncryptedField, {
        collection: 'roster_chunks',
        id: _id,
        field: 'sealedRows',
      }),
    ).toBe('[]')
}

const VALUES = ROOMS * 2.5 + 2

test('every value gets the current key and its place; a second time there is nothing to do', async () => {
  expect(await rotate(rows, notes())).toMatchObject({
    documents: ROOMS + 2,
    fields: VALUES,
    changed: VALUES,
    faults: [],
    busy: [],
  })
  await expectAllRotated()
  expect(await rotate(rows, notes())).toMatchObject({ fields: VALUES, changed: 0 })
})

test('stopped in the middle, it goes on where it was and ends with everything looked at', async () => {
  let position: Position | undefined
  const stop = notes({
    remember(at) {
      position = at
      if (at.after >= 'room_0150') throw new Error('killed')
    },
  })
  await expect(rotate(rows, stop)).rejects.toThrow('killed')
  const said: string[] = []
  const goOn = notes({ start: position, say: line => said.push(line) })
  expect(await rotate(rows, goOn)).toMatchObject({ fields: VALUES, faults: [], documents: ROOMS + 2 })
  expect(said[0]).toBe('going on after rooms room_0199')
  await expectAllRotated()
})

test('a position of another time hides nothing', async () => {
  const start = { collection: 'rooms', after: 'room_0200' }
  expect(await rotate(rows, notes({ start }))).toMatchObject({ fields: VALUES, changed: VALUES })
  await expectAllRotated()
})

test('what people change meanwhile is not lost', async () => {
  const db = database()
  const change = async (index: number) => {
    const data = { number: `new ${index}`, version: db.command.inc(1) }
    await db.collection('rooms').doc(roomOf(index)._id).update({ data })
  }
  const [{ faults }] = await Promise.all([
    rotate(rows, notes()),
    ...Array.from({ length: 40 }, (_, index) => change(index * 5)),
  ])
  expect(faults).toEqual([])
  const rooms = await roomsNow()
  for (let index = 0; index < 40; index++)
    expect(rooms[index * 5]).toMatchObject({ number: `new ${index * 5}` })
  expect(await rotate(rows, notes())).toMatchObject({ changed: 0, faults: [] })
})

interface Ended {
  code: number | null
  out: string
  err: string
}

/** The command as operators run it; `kill` ends it the hard way when this is printed. */
function run(args: string[], { env = {}, kill = '' } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/commands/keys.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.on('data', bytes => (ended.out += String(bytes)))
  child.stderr.on('data', bytes => {
    ended.err += String(bytes)
    if (kill && ended.err.includes(kill)) child.kill('SIGKILL')
  })
  return new Promise(resolve => child.on('close', code => resolve({ ...ended, code })))
}

test('kill -9 in the middle, then the command again: all is done, and the answer is one line', async () => {
  const args = ['--endpoint', cloud.endpoint]
  await run(args, { kill: 'looked through' })
  const { code, out, err } = await run(args)
  expect(err).not.toMatch(/138|有猫/)
  expect(out).toMatch(
    /^\d+ documents with 577 encrypted values: \d+ encrypted anew with 1, 0 cannot be decrypted\n$/,
  )
  expect(code).toBe(0)
  await expectAllRotated()
})

test("two people's numbers swapped, and a damaged value, are named by their place only; the rest is done", async () => {
  const db = database()
  const set = (id: string, path: string, value: unknown) =>
    db
      .collection('rooms')
      .doc(id)
      .update({ data: { [path]: db.command.set(value) } })
  const [one, other] = [roomOf(7), roomOf(8)]
  await set('room_0007', 'phones.0.phone', other.phones[0]!.phone)
  await set('room_0008', 'phones.0.phone', one.phones[0]!.phone)
  await set('room_0009', 'note', { ...sealed('有猫'), keyId: 'lost' })
  const { code, out } = await run(['--endpoint', cloud.endpoint])
  expect(code).toBe(1)
  expect(out.split('\n').slice(0, 3)).toEqual([
    'rooms/room_0007/phones.0.phone cannot be decrypted',
    'rooms/room_0008/phones.0.phone cannot be decrypted',
    'rooms/room_0009/note cannot be decrypted',
  ])
  expect(out).toContain(`${VALUES - 3} encrypted anew with 1, 3 cannot be decrypted`)
})

test('on the data of a stopped cloud, with the keys that lie beside it', async () => {
  const place = folder()
  const stopped = await start(place)
  await stopped.ensureIndexes('rooms', [])
  await stopped.close()
  mkdirSync(place.dataDir, { recursive: true })
  writeFileSync(path.join(place.dataDir, 'keys.json'), JSON.stringify(SETTINGS))
  const { code, out } = await run(['--data', place.dataDir], { env: { FIELD_KEYS: '', HASH_KEY: '' } })
  expect({ code, out }).toEqual({
    code: 0,
    out: '0 documents with 0 encrypted values: 0 encrypted anew with 1, 0 cannot be decrypted\n',
  })
  place.remove()
})

test.each<[string, string[], Record<string, string>]>([
  ['two places', ['--endpoint', 'http://127.0.0.1:1/admin', '--data', ROOT], {}],
  ['a folder that is not there', ['--data', '/nowhere/at/all'], {}],
  ['an option it does not know', ['--everything'], {}],
  ['an address where nobody answers', ['--endpoint', 'http://127.0.0.1:1/admin'], {}],
  ['no keys', ['--endpoint', 'http://127.0.0.1:1/admin'], { FIELD_KEYS: '' }],
  ['a weak key', ['--endpoint', 'http://127.0.0.1:1/admin'], { FIELD_KEYS: '{"a":"Y2hhbmdlbWU="}' }],
])('wrong use: %s', async (_, args, env) => {
  const { code, out, err } = await run(args, { env })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('usage: npm run -s keys')
})
