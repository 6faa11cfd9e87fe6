import { db } from '../../cloudfunctions/shared/cloud'
import { messages, type Message } from '../../cloudfunctions/shared/effects/collections'
import { personIdOf, seedMany } from '../support/seed'
import { next, type Fixtures, type Target } from './fixture'

const AT = new Date('2026-11-20T02:00:00Z')

/** An unread message of 林静仪. */
async function letter(): Promise<Target> {
  const row: Message = {
    _id: `letter-${next()}`,
    communityId: 'yunqili',
    personId: personIdOf('lin'),
    ground: { kind: 'self' },
    topic: 'repair',
    title: '秘密业主的一条',
    body: '软管接口',
    page: 'packages/repair/detail/index?id=x',
    fields: {},
    createdAt: AT,
    readAt: null,
    delivery: 'sent',
    lane: 1,
    tries: 1,
    nextTryAt: AT,
    errCode: 0,
    schemaVersion: messages.schemaVersion,
  }
  await seedMany('messages', [row])
  return { id: row._id }
}

/** The only unread one, so that reading all of them always means as much. */
async function onlyLetter(): Promise<Target> {
  await db
    .collection('messages')
    .where({ personId: personIdOf('lin') })
    .update({ data: { readAt: AT } })
  return letter()
}

const OWN = 'everybody has an inbox of their own'

export const message: Fixtures = {
  list: { may: 'anyone', by: 'lin', ownOnly: OWN, input: () => ({}), changes: [] },
  read: {
    may: 'anyone',
    by: 'lin',
    ownOnly: OWN,
    target: letter,
    input: ({ id }) => ({ id }),
    changes: ['messages'],
  },
  readAll: {
    may: 'anyone',
    by: 'lin',
    ownOnly: OWN,
    target: onlyLetter,
    input: () => ({}),
    changes: ['messages'],
  },
  templates: { may: 'anyone', ownOnly: 'ids of our own templates', input: () => ({}), changes: [] },
  acceptTemplates: {
    may: 'anyone',
    ownOnly: OWN,
    input: () => ({ topics: ['repair'] }),
    changes: ['subscriptions'],
    repeats: 'each accepted dialogue is the right to one message more',
  },
}
