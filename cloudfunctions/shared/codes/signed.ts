import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '../crypto'

// Short-lived tokens that prove that we said something: "this pass lets in whoever shows it until noon". What they
// stand for is an id that means nothing to a reader; who needs more looks it up.

/** An id of ours; anything else could be a name, a number or a room, and a token can be read by whoever holds it. */
const SUBJECT = /^[\w-]{1,64}$/
const TOKEN = /^([0-9a-z]{1,9})\.([\w-]{1,64})\.([\w-]{43})$/

export interface Statement {
  /** what it may be used for; a token of one purpose is worth nothing for another */
  purpose: string
  /** an id without meaning of its own */
  subject: string
  endsAt: Date
}

const signatureOf = (purpose: string, ends: string, subject: string): string =>
  keyedHash('token', JSON.stringify([purpose, ends, subject]))

/** @returns letters, digits and `. - _`, at most 118 of them. @throws TypeError when the subject could be personal data */
export function signToken({ purpose, subject, endsAt }: Statement): string {
  if (!SUBJECT.test(subject)) throw new TypeError('a token stands for an id')
  const ends = Math.floor(endsAt.getTime() / 1000).toString(36)
  return `${ends}.${subject}.${signatureOf(purpose, ends, subject)}`
}

/** @returns what the token stands for; null when it is not ours, of another purpose, changed or over */
export function readToken(purpose: string, token: string, now: Date): string | null {
  const [, ends, subject, signature] = TOKEN.exec(token) ?? []
  if (!ends || !subject || !signature) return null
  const expected = Buffer.from(signatureOf(purpose, ends, subject))
  if (!timingSafeEqual(expected, Buffer.from(signature))) return null
  return now.getTime() < parseInt(ends, 36) * 1000 ? subject : null
}
