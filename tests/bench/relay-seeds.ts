import { db } from '../../cloudfunctions/shared/cloud'
import { laneNumber } from '../../cloudfunctions/shared/effects/lanes'
import { SCOPES } from '../../cloudfunctions/shared/call/scopes'
import type { MessageRow } from '../../cloudfunctions/shared/store/stored'
import { messageTo, waitingSince } from '../scheduler/outbox-rows'
import { seedCommunity, seedHome, seedMany } from '../support/seed'

// What the bench of the relay puts into the database, and how it looks.

/** Just now: what is years old would be deleted by its retention while it is counted. */
const AT = new Date(Date.now() - 60_000)

async function* homes(count: number) {
  await seedCommunity()
  const model = await seedHome({ openid: 'model', name: '模板', number: '9999', scopes: [...SCOPES] })
  await db.collection('residents').doc(model._id).remove()
  for (let n = 0; n < count; n++) {
    const roomId = `yunqili:3-2-${n}`
    const room = { ...model.room, roomId, number: String(n) }
    yield { ...model, _id: `${roomId}:p-${n}`, personId: `p-${n}`, room }
  }
}

async function fill(count: number, more: (n: number, roomId: string) => object): Promise<void> {
  const rows: object[] = []
  for await (const home of homes(count)) rows.push({ ...home, ...more(rows.length, home.room.roomId) })
  await seedMany('residents', rows)
}

const bulk: Partial<MessageRow> = { lane: 'bulk', title: '停水通知', at: AT }

/** One message to everybody. */
export async function seedAudience(count: number): Promise<void> {
  await fill(count, () => ({}))
  const rows = [messageTo({ audience: {} }, 'bulk', bulk)]
  await db
    .collection('communities')
    .doc('yunqili')
    .update({ data: waitingSince(rows, AT) })
}

/** A message in each of many documents, about the home, as a bill would be. */
export const seedDocuments = (count: number): Promise<void> =>
  fill(count, (n, roomId) => {
    const to = { person: `p-${n}`, ground: { kind: 'room' as const, roomId } }
    return waitingSince([messageTo(to, `bulk:${n}`, bulk)], AT)
  })

/** A save whose function died before it moved its rows on. */
export async function addUrgent(): Promise<void> {
  const to = { person: 'urgent-reader', ground: { kind: 'self' as const } }
  const rows = [messageTo(to, 'urgent', { lane: 'urgent', title: '水管爆裂', at: AT })]
  await seedHome({ openid: 'reporter', name: '报修人', number: '0001', ...waitingSince(rows, AT) })
}

export async function bulkRows(): Promise<number> {
  const isBulk = { lane: laneNumber('bulk') }
  return (await db.collection('messages').where(isBulk).count()).total
}

export async function hasUrgent(): Promise<boolean> {
  return (await db.collection('messages').doc('urgent:urgent-reader').get()).data !== null
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 200))
}
