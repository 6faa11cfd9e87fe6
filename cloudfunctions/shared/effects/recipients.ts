import type { StaffRole } from '../call/roles'
import type { MessageRow } from '../store/stored'
import { withGround } from './grounds'
import type { Message } from './collections'
import { laneNumber } from './lanes'
import { staffOf } from './staff-of'

// Who gets an inbox row of a message. The deterministic id makes a second run find the row already there.

/** A message of a document, with the community it happened in. */
export interface Addressed {
  communityId: string
  row: MessageRow
}

export const inboxRow = (
  { communityId, row }: Addressed,
  personId: string,
  ground: Message['ground'],
): Message => ({
  _id: `${row.id}:${personId}`,
  communityId,
  personId,
  ground,
  topic: row.topic,
  title: row.title,
  body: row.body,
  page: row.page,
  fields: row.fields,
  createdAt: row.at,
  readAt: null,
  delivery: 'waiting',
  lane: laneNumber(row.lane),
  tries: 0,
  nextTryAt: row.at,
  errCode: null,
  schemaVersion: 2,
})

/** Asks for the holders of a position once, however many messages go to them. */
function staffLookup() {
  const known = new Map<string, Promise<string[]>>()
  return (communityId: string, role: StaffRole): Promise<string[]> => {
    const key = `${communityId} ${role}`
    if (!known.has(key)) known.set(key, staffOf(communityId, role))
    return known.get(key)!
  }
}

const forWork = (message: Addressed, personIds: readonly string[]): Message[] =>
  personIds.map(personId => inboxRow(message, personId, { kind: 'post' }))

/** One change tells the desk and the supervisor the same words; whoever is both reads them once. */
function onceEach(rows: readonly Message[]): Message[] {
  const told = new Set<string>()
  return rows.filter(({ personId, title, body, page, createdAt, ground }) => {
    if (ground.kind !== 'post') return true
    const words = JSON.stringify([personId, title, body, page, createdAt])
    return told.has(words) ? false : told.add(words)
  })
}

/** Rows of people who are named, where the ground holds; `orElse` hears the rest. */
async function namedRows(messages: readonly Addressed[], holders: Holders, now: Date): Promise<Message[]> {
  const named = messages.flatMap(message => {
    const { to } = message.row
    return 'person' in to ? [{ message, to, row: inboxRow(message, to.person, to.ground) }] : []
  })
  const readable = new Set(
    await withGround(
      named.map(({ row }) => row),
      now,
    ),
  )
  const rows = named.map(async ({ message, to, row }) => {
    if (readable.has(row)) return [row]
    return to.orElse ? forWork(message, await holders(message.communityId, to.orElse)) : []
  })
  return (await Promise.all(rows)).flat()
}

type Holders = ReturnType<typeof staffLookup>

/** What nobody in that position can read goes to `orElse`, or it would be lost. */
async function staffRows(message: Addressed, holders: Holders): Promise<Message[]> {
  const { to } = message.row
  if (!('staff' in to)) return []
  const first = await holders(message.communityId, to.staff)
  return forWork(message, first.length ? first : await holders(message.communityId, to.orElse))
}

/** The inbox rows of many messages; few trips, because each position is looked up once and all grounds together. */
export async function inboxRows(messages: readonly Addressed[], now: Date): Promise<Message[]> {
  const holders = staffLookup()
  const [named, staffed] = await Promise.all([
    namedRows(messages, holders, now),
    Promise.all(messages.map(message => staffRows(message, holders))),
  ])
  return onceEach([...named, ...staffed.flat()])
}
