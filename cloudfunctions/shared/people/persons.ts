import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { command } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import type { Aggregation } from '../sdk'
import { aggregate } from '../store/aggregate'
import { repository } from '../store/repository'
import { table } from '../store/table'
import { logins, persons, residents, staff } from './collections'
import { loginIdOf, loginOf, openidOf } from './login'
import type { Resident, Staff } from './people'

/** Who calls, with every tie and the post, whatever their status. */
export interface Loaded {
  personId: string
  ties: Resident[]
  staff: Staff | null
}

/** Says nothing about the openid or the person; safe in ids and file paths. */
export const newPersonId = (): string => randomBytes(15).toString('base64url').replace(/[-_]/g, 'x')

const Joined = z.object({
  persons: z.array(z.object({ mergedInto: z.string().nullable() })).default([]),
  ties: z.array(z.record(z.string(), z.unknown())),
  staff: z.array(z.record(z.string(), z.unknown())),
})
const ofLogin = Joined.extend({ personId: z.string() })

const withTiesAndPost = (stages: Aggregation, personField: string): Aggregation =>
  stages
    .lookup({ from: residents.name, localField: personField, foreignField: 'personId', as: 'ties' })
    .lookup({ from: staff.name, localField: personField, foreignField: 'personId', as: 'staff' })

const parseTie = repository(residents).parse
const parseStaff = repository(staff).parse

function loadedOf(personId: string, joined: z.infer<typeof Joined>): Loaded {
  const posts = joined.staff.map(parseStaff)
  const post = posts.find(({ isActive }) => isActive) ?? posts[0] ?? null
  return { personId, ties: joined.ties.map(parseTie), staff: post }
}

async function loadById(personId: string): Promise<Loaded> {
  const build = (stages: Aggregation) => withTiesAndPost(stages.match({ _id: personId }).limit(1), '_id')
  const [row] = await aggregate(persons, build, Joined)
  return row ? loadedOf(personId, row) : { personId, ties: [], staff: null }
}

/** One trip, two for somebody who was merged into another person. @returns null before the first write */
export async function loadPerson(openid: string): Promise<Loaded | null> {
  const build = (stages: Aggregation) => {
    const login = stages.match({ _id: loginIdOf(openid) }).limit(1)
    const person = { from: persons.name, localField: 'personId', foreignField: '_id', as: 'persons' }
    return withTiesAndPost(login.lookup(person), 'personId')
  }
  const [row] = await aggregate(logins, build, ofLogin)
  if (!row) return null
  const mergedInto = row.persons[0]?.mergedInto
  return mergedInto ? loadById(mergedInto) : loadedOf(row.personId, row)
}

/** Makes the login of somebody who writes for the first time. Of two at once one wins. @returns whose it is */
export async function addLogin(openid: string, personId: string, now: Date): Promise<string> {
  const row = loginOf(openid, personId, now)
  if (await table(logins).addOnce(row)) return personId
  return (await table(logins).get(row._id))!.personId
}

/**
 * Where people are reached in WeChat: person → openid, the newest login of each. People without one are left out, and
 * so is a login that cannot be read or decrypted: it is logged and keeps nobody else waiting.
 */
export async function openidsOf(personIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(personIds)]
  const openids = new Map<string, string>()
  if (!ids.length) return openids
  const filter = { personId: command.in(ids) }
  const order = [['createdAt', 'asc']] as const
  const found = await table(logins).listSound('openidsOf', { filter, order, limit: 1000 })
  for (const login of found)
    await succeeds('openidsOf', async () => void openids.set(login.personId, openidOf(login)))
  return openids
}
