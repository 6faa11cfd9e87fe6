import { createCipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { maskName, maskPhone } from '../../cloudfunctions/shared/masking'
import { isWeak, isWhole } from '../../cloudfunctions/shared/weak-key'
import type { EncryptedField, Place } from '../../cloudfunctions/shared/crypto'

const key = () => randomBytes(32).toString('base64')
const first = key()
const second = key()
const HERE: Place = { collection: 'rooms', id: 'yunqili:3-2-1802', field: 'phones.phone' }

async function withSetting(setting: string) {
  process.env.FIELD_KEYS = setting
  process.env.HASH_KEY = first
  jest.resetModules()
  return import('../../cloudfunctions/shared/crypto')
}

/** The settings are read once per process, so each set of keys gets its own copy of the module. */
const withKeys = (keys: object) => withSetting(JSON.stringify(keys))

/** As values were stored before they were bound to their place. */
function unbound(plain: string, keyId: string, secret: string): EncryptedField {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(secret, 'base64'), iv)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  const base64 = (bytes: Buffer) => bytes.toString('base64')
  return { keyId, iv: base64(iv), tag: base64(cipher.getAuthTag()), text: base64(text) }
}

test('what is encrypted can be read again, and never looks the same twice', async () => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), plain => {
      const one = encryptField(plain, HERE)
      expect(decryptField(one, HERE)).toBe(plain)
      expect(encryptField(plain, HERE).text === one.text && plain.length > 8).toBe(false)
    }),
  )
})

test('after a rotation old values still open, and new ones use the new key', async () => {
  const old = (await withKeys({ a: first })).encryptField('13866204172', HERE)
  const { encryptField, decryptField } = await withKeys({ a: first, b: second })
  expect(decryptField(old, HERE)).toBe('13866204172')
  expect(encryptField('13866204172', HERE).keyId).toBe('b')
})

test('the current key is the one that is named, also where ids look like numbers', async () => {
  const old = (await withKeys({ 2: first })).encryptField('13866204172', HERE)
  const { encryptField, decryptField, isCurrent } = await withKeys({
    current: '1',
    keys: { 2: first, 1: second },
  })
  const fresh = encryptField('13866204172', HERE)
  expect(fresh).toMatchObject({ keyId: '1', v: 2 })
  expect(decryptField(old, HERE)).toBe('13866204172')
  expect([isCurrent(old), isCurrent(fresh), isCurrent(unbound('x', '1', second))]).toEqual([
    false,
    true,
    false,
  ])
})

test('a changed byte, a foreign key and a lost key are noticed', async () => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  const field = encryptField('330106199309084849', HERE)
  const damaged = Buffer.from(field.text, 'base64')
  damaged[0]! ^= 1
  expect(() => decryptField({ ...field, text: damaged.toString('base64') }, HERE)).toThrow()
  expect(() => decryptField({ ...field, keyId: 'lost' }, HERE)).toThrow('no key lost')
  expect(() => decryptField({ ...field, keyId: 'constructor' }, HERE)).toThrow('no key constructor')
  const other = await withKeys({ a: second })
  expect(() => other.decryptField(field, HERE)).toThrow()
})

test.each([4, 8, 12, 13, 14, 15, 0])('a tag cut to %i bytes opens nothing', async length => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  const cut = (field: EncryptedField) => ({
    ...field,
    tag: Buffer.from(field.tag, 'base64').subarray(0, length).toString('base64'),
  })
  expect(() => decryptField(cut(encryptField('13866204172', HERE)), HERE)).toThrow()
  expect(() => decryptField(cut(unbound('13866204172', 'a', first)), HERE)).toThrow()
})

test.each<[string, Partial<Place>]>([
  ['another collection', { collection: 'residents' }],
  ['another document', { id: 'yunqili:3-2-1803' }],
  ['another field', { field: 'idNumbers.value' }],
])('a value moved to %s does not open there, nor with its mark taken off', async (_, patch) => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  const { v, ...unmarked } = encryptField('13866204172', HERE)
  expect(() => decryptField({ ...unmarked, v }, { ...HERE, ...patch })).toThrow()
  expect(() => decryptField(unmarked, HERE)).toThrow()
})

test('what was stored before values were bound still opens; a mark put on it does not', async () => {
  const { decryptField } = await withKeys({ a: first })
  const old = unbound('13866204172', 'a', first)
  expect(decryptField(old, HERE)).toBe('13866204172')
  expect(() => decryptField({ ...old, v: 2 }, HERE)).toThrow()
})

test('equal values of different fields have different hashes', async () => {
  const { keyedHash } = await withKeys({ a: first })
  expect(keyedHash('phone', '1')).toBe(keyedHash('phone', '1'))
  expect(keyedHash('phone', '1')).not.toBe(keyedHash('idNumber', '1'))
})

const bytes = (each: (at: number) => number) =>
  Buffer.from(Array.from({ length: 32 }, (_, at) => each(at))).toString('base64')
const WEAK: [string, string][] = [
  ['too short a key', 'c2hvcnQ='],
  ['too long a key', randomBytes(33).toString('base64')],
  ['a key of zeros', bytes(() => 0)],
  ['one byte repeated', bytes(() => 0xa7)],
  ['four bytes repeated', bytes(at => [7, 81, 200, 133][at % 4]!)],
  ['a word repeated', Buffer.from('changeme'.repeat(4)).toString('base64')],
  ['a pass phrase', Buffer.from('please-change-me-before-going-on').toString('base64')],
  ['a hexadecimal text', Buffer.from(randomBytes(16).toString('hex')).toString('base64')],
  ['bytes that count', bytes(at => at)],
  ['bytes that count down by three', bytes(at => 255 - 3 * at)],
  ['a word instead of a key', 'changeme'],
  ['rubbish that a decoder skips', `${randomBytes(32).toString('base64')} ?`],
]

test.each(WEAK)('%s is no key', (_, text) => {
  expect(isWhole(text) && !isWeak(Buffer.from(text, 'base64'))).toBe(false)
})

test.each<[string, object]>([
  ['a weak key', { FIELD_KEYS: JSON.stringify({ a: bytes(() => 0) }) }],
  [
    'a weak key among others',
    { FIELD_KEYS: JSON.stringify({ current: 'a', keys: { a: first, b: bytes(at => at) } }) },
  ],
  ['a weak key for hashing', { HASH_KEY: Buffer.from('changeme'.repeat(4)).toString('base64') }],
  ['too short a key for hashing', { HASH_KEY: 'c2hvcnQ=' }],
  ['no key at all', { FIELD_KEYS: '{}' }],
  ['no keys but a current one', { FIELD_KEYS: '{"current":"a","keys":{}}' }],
  ['damaged JSON', { FIELD_KEYS: '{' }],
  ['a current key that is not there', { FIELD_KEYS: JSON.stringify({ current: 'b', keys: { a: first } }) }],
  ['keys among which none is current', { FIELD_KEYS: JSON.stringify({ keys: { a: first } }) }],
  ['several keys like numbers in the old form', { FIELD_KEYS: JSON.stringify({ 2: first, 1: second }) }],
  ['a key like a number among others', { FIELD_KEYS: JSON.stringify({ a: first, 1: second }) }],
])('a deployment with %s refuses to start', async (_name, env) => {
  const { encryptField } = await withKeys({ a: first })
  expect(encryptField('x', HERE).keyId).toBe('a')
  Object.assign(process.env, env)
  jest.resetModules()
  const broken = await import('../../cloudfunctions/shared/crypto')
  expect(() => broken.encryptField('x', HERE)).toThrow()
})

test('no random key is taken for a weak one', () => {
  for (let tries = 0; tries < 2000; tries++) {
    const made = key()
    if (!isWhole(made) || isWeak(Buffer.from(made, 'base64'))) throw new Error(made)
  }
})

test.each([
  ['林静仪', '林*仪'],
  ['陈浩', '陈*'],
  ['诸葛欣妍', '诸**妍'],
  ['欧', '欧'],
  ['', ''],
])('%s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked))

test.each([
  ['13866204172', '138****4172'],
  ['86662401', '****2401'],
])('%s is shown as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))
