import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { config } from './config'

/**
 * AES-256-GCM; `keyId` is stored with the value so that keys can be rotated (ACC-7). All parts base64. `v: 2` is bound to
 * its place; what was stored before it has no `v` and is bound to nothing, until `npm run keys` has encrypted it anew.
 */
export const EncryptedField = z.strictObject({
  v: z.literal(2).optional(),
  keyId: z.string(),
  iv: z.string(),
  tag: z.string(),
  text: z.string(),
})
export type EncryptedField = z.infer<typeof EncryptedField>

/**
 * Where a value is stored. A value copied to another document, or another field, does not open there: it is decrypted
 * and encrypted anew for its new place. `field` is the path within the document, positions in lists left out
 * (`phones.phone`), so that a list may be put into another order.
 */
export interface Place {
  collection: string
  id: string
  field: string
}

const ALGORITHM = 'aes-256-gcm'
/** A shorter tag is easier to guess, and the decoder would take one as short as 4 bytes. */
const TAG = { authTagLength: 16 }

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64')

const boundTo = ({ collection, id, field }: Place): Buffer =>
  Buffer.from(JSON.stringify([collection, id, field]))

function keyOf(keyId: string): Buffer {
  const { keys } = config().FIELD_KEYS
  if (!Object.hasOwn(keys, keyId)) throw new Error(`no key ${keyId} to decrypt with`)
  return bytesOf(keys[keyId]!)
}

export function encryptField(plain: string, place: Place): EncryptedField {
  const { current } = config().FIELD_KEYS
  const iv = randomBytes(12)
  const cipher = createCipheriv(ALGORITHM, keyOf(current), iv, TAG).setAAD(boundTo(place))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return {
    v: 2,
    keyId: current,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    text: text.toString('base64'),
  }
}

/** @throws when the key is unknown, the value was tampered with, or it belongs to another place */
export function decryptField(field: EncryptedField, place: Place): string {
  const decipher = createDecipheriv(ALGORITHM, keyOf(field.keyId), bytesOf(field.iv), TAG)
  decipher.setAuthTag(bytesOf(field.tag))
  if (field.v === 2) decipher.setAAD(boundTo(place))
  return decipher.update(field.text, 'base64', 'utf8') + decipher.final('utf8')
}

/** Whether it is encrypted as new values are: bound to its place, under the current key. */
export const isCurrent = ({ v, keyId }: EncryptedField): boolean =>
  v === 2 && keyId === config().FIELD_KEYS.current

/** Exact-match search over an encrypted field; `purpose` keeps equal values of different fields apart. */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', Buffer.from(config().HASH_KEY, 'base64'))
    .update(`${purpose}\n${value}`)
    .digest('base64url')
}
