import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Own } from '../own'

/** What an address allows: to get or put one file, until a moment of the cloud's clock. */
export interface Permit {
  use: 'get' | 'put'
  path: string
  untilMs: number
}

export interface Signer {
  sign(permit: Permit): string
  isValid(permit: Permit, signature: string): boolean
}

export async function openSigner(own: Own): Promise<Signer> {
  const saved = own.get<{ secret: string }>('settings', 'signer')
  const secret = saved?.secret ?? randomBytes(32).toString('hex')
  if (!saved) await own.put('settings', 'signer', { secret })
  const sign = ({ use, path, untilMs }: Permit) =>
    createHmac('sha256', secret).update(`${use}\n${untilMs}\n${path}`).digest('hex')
  return {
    sign,
    isValid(permit, signature) {
      const right = Buffer.from(sign(permit))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}
