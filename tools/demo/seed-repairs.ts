import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Me } from '../../cloudfunctions/account/views'
import type { RepairDetail } from '../../cloudfunctions/repair/views'
import { addDays, dateOf } from '../../cloudfunctions/shared/time/calendar'
import { COMMUNITY, STAFF } from './people'
import { demoPerson, type DemoPerson } from './person'

type Stage = 'submitted' | 'accepted' | 'working' | 'finished' | 'rated'

interface DemoRepair {
  draftId: string
  openid: string
  room: string
  contact: [name: string, phone: string]
  category: string
  placeKind: 'room' | 'public'
  spot: string
  description: string
  urgency: 'normal' | 'soon' | 'urgent'
  photos: string[]
  stage: Stage
}

const SHEN: Pick<DemoRepair, 'openid' | 'room' | 'contact'> = {
  openid: 'demo-owner-shen',
  room: '3-2-1802',
  contact: ['沈梓萱', '15095857322'],
}
const ZHUGE: typeof SHEN = {
  openid: 'demo-owner-zhuge',
  room: '1-1-201',
  contact: ['诸葛欣妍', '17706806588'],
}
const JIN: typeof SHEN = { openid: 'demo-owner-jin', room: '6-1-2204', contact: ['金伟芳', '15222020530'] }

const REPAIRS: DemoRepair[] = [
  {
    draftId: 'demo-repair-1',
    ...SHEN,
    category: 'hardware',
    placeKind: 'room',
    spot: '入户门',
    description: '入户门门铃没声\n按了没有反应，换过电池还是一样。',
    urgency: 'normal',
    photos: [],
    stage: 'rated',
  },
  {
    draftId: 'demo-repair-2',
    ...SHEN,
    category: 'plumbing',
    placeKind: 'room',
    spot: '厨房',
    description: '厨房水槽下方漏水\n软管接口一直在滴水，柜子底板已经泡湿，先用盆接着了。',
    urgency: 'soon',
    photos: ['leak.png', 'floor.png'],
    stage: 'working',
  },
  {
    draftId: 'demo-repair-3',
    ...SHEN,
    category: 'electric',
    placeKind: 'public',
    spot: '3 栋 18 楼电梯厅',
    description: '18 楼感应灯不亮\n晚上走廊全黑，老人出门不安全。',
    urgency: 'normal',
    photos: [],
    stage: 'submitted',
  },
  {
    draftId: 'demo-repair-4',
    ...ZHUGE,
    category: 'plumbing',
    placeKind: 'room',
    spot: '卫生间',
    description: '卫生间马桶一直流水\n水箱盖打开看过，浮球不动了。',
    urgency: 'soon',
    photos: [],
    stage: 'accepted',
  },
  {
    draftId: 'demo-repair-5',
    ...JIN,
    category: 'hvac',
    placeKind: 'room',
    spot: '主卧',
    description: '主卧空调不制热\n开了半小时还是冷风，遥控器显示正常。',
    urgency: 'normal',
    photos: [],
    stage: 'finished',
  },
]

const DAY_OF_VISIT = { slot: '09-11' as const }

/** Tomorrow morning: a slot that is free at any hour the demo is started. */
const visitAt = (now: Date) => ({ date: addDays(dateOf(now), 1), ...DAY_OF_VISIT })

async function uploadPhotos(person: DemoPerson, names: string[]): Promise<string[]> {
  const { uploadPrefix } = await person.call<Me>('account', 'me', {})
  const fileIds: string[] = []
  for (const name of names) {
    const bytes = readFileSync(path.join(__dirname, 'photos', name))
    fileIds.push(await person.upload(`${uploadPrefix}${name}`, bytes, 'image/png'))
  }
  return fileIds
}

async function submit(person: DemoPerson, repair: DemoRepair): Promise<string> {
  const { draftId, room, contact, category, placeKind, spot, description, urgency } = repair
  const { id } = await person.call<{ id: string }>('repair', 'submit', {
    draftId,
    roomId: `${COMMUNITY.id}:${room}`,
    ...{ category, placeKind, spot, description, urgency },
    photos: await uploadPhotos(person, repair.photos),
    wish: visitAt(new Date()),
    contactName: contact[0],
    contactPhone: contact[1],
  })
  return id
}

/** Steps after submission, in order; a stage means all up to its own. */
const STEPS: {
  stage: Stage
  play: (id: string, technician: DemoPerson, owner: DemoPerson) => Promise<unknown>
}[] = [
  {
    stage: 'accepted',
    play: (id, technician) => technician.call('repair', 'accept', { id, visit: visitAt(new Date()) }),
  },
  {
    stage: 'working',
    play: (id, technician) => technician.call('repair', 'arrive', { id, checks: ['穿好鞋套，亮胸牌'] }),
  },
  {
    stage: 'finished',
    play: async (id, technician) =>
      technician.call('repair', 'finish', {
        id,
        photosAfter: await uploadPhotos(technician, ['floor.png']),
        parts: [{ name: '通用配件', quantity: 1 }],
        checks: ['现场收拾干净', '旧件装袋'],
        summary: '更换老化的配件，试用正常。',
      }),
  },
  {
    stage: 'rated',
    play: (id, _technician, owner) =>
      owner.call('repair', 'rate', {
        id,
        stars: 5,
        tags: ['准时上门', '手艺好'],
        text: '师傅来得很快，说得也清楚。',
      }),
  },
]

const DONE_STATUS: Record<Stage, number> = { submitted: 0, accepted: 1, working: 2, finished: 3, rated: 4 }
const REACHED: Record<string, number> = { accepted: 1, working: 2, finished: 3, confirmed: 3, rated: 4 }

async function play(origin: string, repair: DemoRepair): Promise<void> {
  const owner = demoPerson(origin, repair.openid)
  const id = await submit(owner, repair)
  const { status, technicianCard } = await owner.call<RepairDetail>('repair', 'detail', { id })
  const name = technicianCard?.name
  const staff = STAFF.find(each => each.name === name)
  if (!staff) throw new Error(`the demo has nobody for ${repair.draftId}`)
  const technician = demoPerson(origin, staff.openid)
  const steps = STEPS.slice(REACHED[status] ?? 0, DONE_STATUS[repair.stage])
  for (const step of steps) await step.play(id, technician, owner)
}

/** Orders in every stage, played by their people. Sending a form again finds the order it made. */
export async function seedRepairs(origin: string): Promise<void> {
  for (const repair of REPAIRS) await play(origin, repair)
}
