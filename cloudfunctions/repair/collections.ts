import { migrateOutbox } from '../shared/effects/old-outbox'
import { defineCollection, type Collection } from '../shared/store/collection'
import { OPEN_BOARD } from './rules/due'
import { Repair } from './schema'

type Row = Record<string, unknown>

function withoutOpenid(person: unknown): unknown {
  if (person === null) return null
  const { openid: _openid, ...rest } = person as Row
  return rest
}

/** Release 1 kept openids of the reporter and the technician, and counted loads by two fields. */
const repairOf1 = (row: Row): Row => ({
  ...migrateOutbox(row),
  reporter: withoutOpenid(row.reporter),
  assignment: withoutOpenid(row.assignment),
  loadOf: row.board === OPEN_BOARD ? row.assigneeId : null,
})

export const repairs = defineCollection({
  name: 'repairs',
  scope: 'community',
  subjects: ['reporter.personId', 'assignment.personId'],
  schema: Repair,
  audit: 'full',
  relay: true,
  indexes: {
    number: { keys: { communityId: 1, number: 1 }, unique: true, for: 'an order by its whole number' },
    sequence: {
      keys: { communityId: 1, numberDate: 1, sequence: -1 },
      for: 'where a day’s numbers go on that release 1 began',
    },
    search: {
      keys: { communityId: 1, searchTokens: 1, createdAt: -1, _id: -1 },
      for: 'orders by their words, names, rooms and numbers',
    },
    room: { keys: { 'room.roomId': 1, createdAt: -1, _id: -1 }, for: 'orders of a household, newest first' },
    reporter: {
      keys: { 'reporter.personId': 1, createdAt: -1, _id: -1 },
      for: 'what somebody reported before moving out',
    },
    community: { keys: { communityId: 1, createdAt: -1, _id: -1 }, for: 'the desk’s search' },
    board: {
      keys: { communityId: 1, board: 1, dueAt: 1, _id: 1 },
      for: 'the desk’s open orders by time left',
    },
    queue: {
      keys: { communityId: 1, status: 1, dueAt: 1, _id: 1 },
      for: 'what waits to be assigned or accepted',
    },
    done: { keys: { communityId: 1, finishedAt: -1, _id: -1 }, for: 'finished orders of a community' },
    jobs: {
      keys: { communityId: 1, board: 1, assigneeId: -1, dueAt: 1, _id: 1 },
      for: 'the technician’s open orders, then the queue',
    },
    load: { keys: { loadOf: 1 }, for: 'how much a technician has in hand' },
    assignee: {
      keys: { communityId: 1, assigneeId: 1, createdAt: -1, _id: -1 },
      for: 'the technician’s search',
    },
    assignee_done: {
      keys: { communityId: 1, assigneeId: 1, finishedAt: -1, _id: -1 },
      for: 'what a technician has finished',
    },
    lapse: { keys: { status: 1, lapseAt: 1 }, for: 'whose silence counts as acceptance now' },
    announce: { keys: { status: 1, isLapseAnnounced: 1, lapseAt: 1 }, for: 'who has to hear that it will' },
  },
  erase: {
    'reporter.name': 'alias',
    'contact.name': 'remove',
    'contact.phone': 'remove',
    description: 'remove',
    photos: 'remove',
  },
  schemaVersion: 2,
  migrations: { 2: repairOf1 },
})

export const collections: Collection[] = [repairs]
