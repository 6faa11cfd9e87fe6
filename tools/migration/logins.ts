import { loginOf } from '../../cloudfunctions/shared/people/login'
import type { Row, Rows } from '../rows'

// Release 1 stored openids wherever it named people, beside the id of the person; now they are in `logins` only.

export interface Pair {
  openid: string
  personId: string
}

/** Everybody a document names by openid, wherever it does: the person, the reporter, whoever a message waits for. */
export function pairsIn(value: unknown): Pair[] {
  if (value === null || typeof value !== 'object' || value instanceof Date) return []
  const { openid, personId } = value as Partial<Pair>
  const own = typeof openid === 'string' && typeof personId === 'string' ? [{ openid, personId }] : []
  return [...own, ...Object.values(value).flatMap(pairsIn)]
}

/** People this run has seen; forgotten when there are many, which costs a look-up and no more. */
const REMEMBERED = 10_000

export interface Logins {
  /** how many were missing */
  added: number
  /** @returns a sentence for each person whose openid leads to somebody else already */
  add(row: Row): Promise<string[]>
}

/** @param isTrial nothing is written, only looked at */
export function openLogins(rows: Rows, isTrial: boolean): Logins {
  const seen = new Map<string, string>()
  const logins: Logins = { added: 0, add }

  const holderIn = async (id: string): Promise<string | undefined> =>
    (await rows.get('logins', id))?.personId as string | undefined

  /** @returns whom the openid leads to, now or from now on */
  async function holderOf({ openid, personId }: Pair): Promise<string> {
    const login = loginOf(openid, personId, new Date())
    const known = seen.get(login._id) ?? (await holderIn(login._id))
    const isNew = !known && (isTrial ? !seen.has(login._id) : await rows.addOnce('logins', login))
    if (isNew) logins.added++
    const holder = known ?? (isNew ? personId : ((await holderIn(login._id)) ?? personId))
    if (seen.size >= REMEMBERED) seen.clear()
    seen.set(login._id, holder)
    return holder
  }

  async function add(row: Row): Promise<string[]> {
    const faults: string[] = []
    for (const pair of pairsIn(row)) {
      const holder = await holderOf(pair)
      if (holder !== pair.personId)
        faults.push(`person ${pair.personId} comes in as ${holder}: called before there was a login`)
    }
    return faults
  }
  return logins
}
