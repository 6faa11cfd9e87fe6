import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { config } from './config'

/** AES-256-GCM; `keyId` is stored with the value so that keys can be rotated (ACC-7). All parts base64. */
export const EncryptedField = z.object({
  keyId: z.string(),
  iv: z.string(),
  tag: z.string(),
  text: z.string(),
})
export type EncryptedField = z.infer<typeof EncryptedField>

export function encryptField(plain: string): EncryptedField {
  const [keyId, key] = Object.entries(config().FIELD_KEYS).at(-1)!
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), iv)
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return {
    keyId,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    text: text.toString('base64'),
  }
}

/** @throws when the key is unknown or the value was tampered with */
export function decryptField(field: EncryptedField): string {
  const key = config().FIELD_KEYS[field.keyId]
  if (!key) throw new Error(`no key ${field.keyId} to decrypt with`)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    Buffer.from(key, 'base64'),
    Buffer.from(field.iv, 'base64'),
  )
  decipher.setAuthTag(Buffer.from(field.tag, 'base64'))
  return decipher.update(field.text, 'base64', 'utf8') + decipher.final('utf8')
}

/** Exact-match search over an encrypted field; `purpose` keeps equal values of different fields apart. */
export function keyedHash(purpose: string, value: string): string {
  return createHmac('sha256', Buffer.from(config().HASH_KEY, 'base64'))
    .update(`${purpose}\n${value}`)
    .digest('base64url')
}
