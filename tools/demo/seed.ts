import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Me } from '../../cloudfunctions/account/views'
import { CONSENT_VERSION } from '../../cloudfunctions/account/limits'
import type { RosterView } from '../../cloudfunctions/roster/views'
import { COMMUNITY, RESIDENTS, STAFF, type DemoHome } from './people'
import { demoPerson, type DemoPerson } from './person'
import { seedRepairs } from './seed-repairs'
import { hasCommunities, seedStaff } from './seed-staff'

const ROSTER = path.join(__dirname, 'roster/云栖里业主台账.xlsx')
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface RosterFile {
  name: string
  type: string
  content: Uint8Array
}

/** As the service desk does it, to the last home. */
export async function importRoster(desk: DemoPerson, { name, type, content }: RosterFile): Promise<void> {
  const { uploadPrefix } = await desk.call<Me>('account', 'me', {})
  // the same place again would be the same import
  const cloudPath = `${uploadPrefix}roster-${content.length}${path.extname(name)}`
  const fileId = await desk.upload(cloudPath, content, type)
  const opened = await desk.call<RosterView>('roster', 'open', {
    communityId: COMMUNITY.id,
    fileId,
    fileName: name,
  })
  const { id } = opened
  await desk.call('roster', 'preview', { id })
  let view = await desk.call<RosterView>('roster', 'confirm', { id })
  while (view.status === 'running') view = await desk.call<RosterView>('roster', 'continue', { id })
  if (view.status !== 'done') throw new Error(`the roster import ended as ${view.status}`)
}

async function register(person: DemoPerson, home: DemoHome): Promise<void> {
  await person.call('account', 'register', {
    roomId: `${COMMUNITY.id}:${home.room}`,
    relation: home.relation,
    name: home.name,
    phone: home.phone,
    consentVersion: CONSENT_VERSION,
  })
}

/**
 * Fills an empty cloud: community and staff directly, roster, residents and orders through the real
 * functions. Repeats safely when it was stopped half-way.
 */
export async function seed(origin: string, dataDir: string): Promise<void> {
  const marker = path.join(dataDir, 'demo-seeded')
  const begun = path.join(dataDir, 'demo-begun')
  // data that came from somewhere else, such as a backup, is not to be mixed with the demo's
  if (existsSync(marker) || (!existsSync(begun) && (await hasCommunities()))) return
  writeFileSync(begun, '')
  await seedStaff(new Date())
  const desk = demoPerson(origin, STAFF[0]!.openid)
  await importRoster(desk, { name: path.basename(ROSTER), type: XLSX, content: readFileSync(ROSTER) })
  for (const { openid, homes } of RESIDENTS) {
    const person = demoPerson(origin, openid)
    const { homes: held } = await person.call<Me>('account', 'me', {})
    const missing = homes.filter(({ room }) => !held.some(home => home.room.roomId.endsWith(`:${room}`)))
    for (const home of missing) await register(person, home)
  }
  for (const { openid } of RESIDENTS) await demoPerson(origin, openid).allow(['repair', 'registration'])
  for (const { openid, roles } of STAFF) {
    await demoPerson(origin, openid).allow(roles.includes('technician') ? ['job'] : ['dispatch', 'review'])
  }
  await seedRepairs(origin)
  writeFileSync(marker, '')
}
