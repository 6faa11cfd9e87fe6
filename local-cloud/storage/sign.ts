import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Own } from '../own'

/** Signs what an address may do (`get` or `put` a path) until a moment of the cloud's clock. */
export interface Signer {
  sign(use: 'get' | 'put', path: string, until: number): string
  isValid(use: 'get' | 'put', path: string, until: number, signature: string): boolean
}

export async function openSigner(own: Own): Promise<Signer> {
  const saved = own.get<{ secret: string }>('settings', 'signer')
  const secret = saved?.secret ?? randomBytes(32).toString('hex')
  if (!saved) await own.put('settings', 'signer', { secret })
  const sign: Signer['sign'] = (use, path, until) =>
    createHmac('sha256', secret).update(`${use}\n${until}\n${path}`).digest('hex')
  return {
    sign,
    isValid(use, path, until, signature) {
      const right = Buffer.from(sign(use, path, until))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}
