import type * as z from 'zod'
import type { SubmitInput, VisitSlot } from '../../cloudfunctions/repair/inputs'
import { Repair } from '../../cloudfunctions/repair/schema'
import type { Status } from '../../cloudfunctions/repair/limits'
import type { RepairDetail, RepairRow } from '../../cloudfunctions/repair/views'
import { addDays, dateOf } from '../../cloudfunctions/shared/time/calendar'
import { command, db } from '../../cloudfunctions/shared/cloud'
import type { MessageRow } from '../../cloudfunctions/shared/store/stored'
import { openCloud, type TestCloud, type TestPerson } from '../support/cloud'
import { wantFile } from '../support/files'
import { seedCommunity, seedHome, seedStaff } from '../support/seed'

/** A Monday morning in Beijing: nobody's shift, slot or limit depends on when the tests run. */
export const MONDAY_10 = new Date('2026-11-23T10:00:00+08:00')
export const COMMUNITY = 'yunqili'
export const ROOM = 'yunqili:3-2-1802'

/** Moves the clock of the cloud to this instant, from where it goes on. */
export const setClock = ({ local }: TestCloud, instant: Date): void =>
  local.advance(instant.getTime() - local.now().getTime())

/** Two communities with their people; openids are the names used here. */
export async function openTown(): Promise<TestCloud> {
  const cloud = await openCloud()
  setClock(cloud, MONDAY_10)
  await seedCommunity(COMMUNITY)
  await seedCommunity('lanting', { name: '兰亭', acceptanceHours: 24 })
  await seedHome({ openid: 'lin', name: '林静仪' })
  await seedHome({ openid: 'kid', name: '林小满', relation: 'family' })
  await seedHome({ openid: 'song', name: '宋敏', building: '5', unit: '1', number: '0603' })
  await seedHome({ openid: 'he', name: '何远', building: '1', unit: '1', number: '101' }, 'lanting')
  await seedStaff({
    openid: 'zhou',
    name: '周建国',
    roles: ['technician'],
    title: '水电高级技师',
    skills: ['plumbing', 'electric'],
    buildings: ['3'],
  })
  await seedStaff({ openid: 'sun', name: '孙志强', roles: ['technician'], skills: ['plumbing', 'hardware'] })
  await seedStaff({ openid: 'wang', name: '王海波', roles: ['technician'], skills: ['network'] })
  await seedStaff({ openid: 'chen', name: '陈思雨', roles: ['desk'] })
  await seedStaff({ openid: 'xu', name: '许明', roles: ['supervisor'] })
  await seedStaff({ openid: 'cash', name: '钱芳', roles: ['cashier'] })
  await seedStaff(
    { openid: 'far-tech', name: '马力', roles: ['technician'], skills: ['plumbing'] },
    'lanting',
  )
  await seedStaff({ openid: 'far-desk', name: '方圆', roles: ['desk'] }, 'lanting')
  return cloud
}

/** A town without orders on Monday morning, for a file whose tests count them. */
export async function clearOrders(cloud: TestCloud): Promise<void> {
  await db
    .collection('repairs')
    .where({ _id: command.neq('') })
    .remove()
  await db
    .collection('communities')
    .doc(COMMUNITY)
    .update({ data: { acceptanceHours: 48 } })
  await db
    .collection('staff')
    .doc('staff_zhou')
    .update({ data: { skills: ['plumbing', 'electric'] } })
  setClock(cloud, MONDAY_10)
}

let drafts = 0

export const tomorrow = (cloud: TestCloud, slot = '14-16'): z.input<typeof VisitSlot> => ({
  date: addDays(dateOf(cloud.local.now()), 1),
  slot: slot as z.input<typeof VisitSlot>['slot'],
})

/** A photo of this person, which is there before the next call of anybody. */
export const photoOf = (openid: string, name = 'a.jpg'): string => wantFile(openid, name)

/** A filled form; `patch` changes what a test is about. */
export const form = (cloud: TestCloud, patch: Record<string, unknown> = {}): z.input<typeof SubmitInput> => ({
  draftId: `draft-${String(++drafts).padStart(8, '0')}`,
  roomId: ROOM,
  category: 'plumbing',
  placeKind: 'room',
  spot: '厨房',
  description: '厨房水槽下方漏水。软管接口一直在滴水，柜子底板已经泡湿。',
  photos: [],
  wish: tomorrow(cloud),
  urgency: 'soon',
  contactName: '林静仪',
  contactPhone: '138 6620 4172',
  ...patch,
})

export const stored = async (id: string): Promise<Repair> => {
  const { data } = await db.collection('repairs').doc(id).get()
  return Repair.parse(data)
}

export const messagesOf = (order: Repair): MessageRow[] =>
  order.outbox.filter((row): row is MessageRow => row.kind === 'message')

/** Short form of who heard what: `resident 已派给周建国`. */
export const told = (order: Repair): string[] =>
  messagesOf(order).map(({ to, topic, title }) => `${'role' in to ? to.role : topic} ${title}`)

/** The people of a town and the steps they take, one line each. */
export function people(cloud: TestCloud) {
  const as = (openid: string): TestPerson => cloud.as(openid)
  const step = (openid: string, action: string, input: object) =>
    as(openid).call<RepairRow>('repair', action, input)
  return {
    as,
    step,
    submit: (patch: Record<string, unknown> = {}, openid = 'lin') =>
      step(openid, 'submit', form(cloud, patch)),
    detail: (openid: string, id: string) => as(openid).call<RepairDetail>('repair', 'detail', { id }),
    accept: (id: string, openid = 'zhou') => step(openid, 'accept', { id, visit: tomorrow(cloud) }),
    arrive: (id: string, openid = 'zhou') => step(openid, 'arrive', { id }),
    finish: (id: string, openid = 'zhou') =>
      step(openid, 'finish', { id, photosAfter: [photoOf(openid)], summary: '更换软管 2 根' }),
    confirm: (id: string) => step('lin', 'confirm', { id, signature: photoOf('lin', 'sign.png') }),
    rework: (id: string) =>
      step('lin', 'requestRework', { id, reasons: ['还在漏'], text: '根部还在渗', wish: tomorrow(cloud) }),
    rate: (id: string, stars = 5) =>
      as('lin').call<RepairRow & { offerRework: boolean }>('repair', 'rate', { id, stars }),
  }
}

/** The steps that lead a new order of 林静仪 into each status, all by 周建国. */
export async function orderIn(cloud: TestCloud, status: Status): Promise<string> {
  const who = people(cloud)
  // nobody in town repairs masonry, so that order stays in the queue
  const { id } = await who.submit(status === 'pending' ? { category: 'masonry' } : {})
  const { assigneeId } = await stored(id)
  if (status !== 'pending' && assigneeId !== 'staff_zhou')
    await who.step('chen', 'assign', { id, staffId: 'staff_zhou' })
  const path: [Status, () => Promise<unknown>][] = [
    ['accepted', () => who.accept(id)],
    ['working', () => who.arrive(id)],
    ['finished', () => who.finish(id)],
    ['confirmed', () => who.confirm(id)],
    ['rated', () => who.rate(id)],
  ]
  if (status === 'cancelled') await who.step('lin', 'cancel', { id, reason: '不修了' })
  const last = path.findIndex(([reached]) => reached === status)
  for (const [, take] of path.slice(0, last + 1)) await take()
  return id
}
