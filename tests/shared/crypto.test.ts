import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { maskName, maskPhone } from '../../cloudfunctions/shared/masking'

const key = () => randomBytes(32).toString('base64')
const first = key()
const second = key()

/** The settings are read once per process, so each set of keys gets its own copy of the module. */
async function withKeys(keys: Record<string, string>) {
  process.env.FIELD_KEYS = JSON.stringify(keys)
  process.env.HASH_KEY = first
  jest.resetModules()
  return import('../../cloudfunctions/shared/crypto')
}

test('what is encrypted can be read again, and never looks the same twice', async () => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), plain => {
      const one = encryptField(plain)
      expect(decryptField(one)).toBe(plain)
      expect(encryptField(plain).text === one.text && plain.length > 8).toBe(false)
    }),
  )
})

test('after a rotation old values still open, and new ones use the new key', async () => {
  const old = (await withKeys({ a: first })).encryptField('13866204172')
  const { encryptField, decryptField } = await withKeys({ a: first, b: second })
  expect(decryptField(old)).toBe('13866204172')
  expect(encryptField('13866204172').keyId).toBe('b')
})

test('a changed byte, a foreign key and a lost key are noticed', async () => {
  const { encryptField, decryptField } = await withKeys({ a: first })
  const field = encryptField('330106199309084849')
  const damaged = Buffer.from(field.text, 'base64')
  damaged[0]! ^= 1
  expect(() => decryptField({ ...field, text: damaged.toString('base64') })).toThrow()
  expect(() => decryptField({ ...field, keyId: 'lost' })).toThrow('no key lost')
  const other = await withKeys({ a: second })
  expect(() => other.decryptField(field)).toThrow()
})

test('equal values of different fields have different hashes', async () => {
  const { keyedHash, personIdOf } = await withKeys({ a: first })
  expect(keyedHash('phone', '1')).toBe(keyedHash('phone', '1'))
  expect(keyedHash('phone', '1')).not.toBe(keyedHash('idNumber', '1'))
  expect(personIdOf('openid-1')).toMatch(/^[A-Za-z0-9]{20}$/)
})

test.each([
  ['too short a key', { FIELD_KEYS: JSON.stringify({ a: 'c2hvcnQ=' }) }],
  ['no key at all', { FIELD_KEYS: '{}' }],
  ['damaged JSON', { FIELD_KEYS: '{' }],
])('a deployment with %s refuses to start', async (_name, env) => {
  const { encryptField } = await withKeys({ a: first })
  expect(encryptField('x').keyId).toBe('a')
  Object.assign(process.env, env)
  jest.resetModules()
  const broken = await import('../../cloudfunctions/shared/crypto')
  expect(() => broken.encryptField('x')).toThrow()
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
