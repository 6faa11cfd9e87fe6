import { JPEG } from '../support/files'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { addDays, dateOf } from '../../cloudfunctions/shared/time/calendar'
import type { RepairDetail, RepairPage } from '../../cloudfunctions/repair/views'
import { sdkEnv } from '../../local-cloud/cloud'
import { demoPerson, type DemoPerson } from '../../tools/demo/person'
import { ROOT } from '../../tools/functions'
import { functionEnv } from '../../tools/project-cloud'
import { forgetReports } from '../repair/support'
import { seedCommunity, seedHome, seedStaff } from '../support/seed'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-kill-'))
let cloud: ChildProcess
let origin: string

/** The command operators use, on the same data each time. */
async function start(): Promise<void> {
  // one process, so that killing it kills the cloud
  const args = ['--import', 'tsx', 'tools/commands/cloud.ts', '--port', '0', '--data', dataDir]
  cloud = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  origin = await new Promise<string>((resolve, reject) => {
    let printed = ''
    cloud.on('exit', code => reject(new Error(`the cloud ended with ${code}`)))
    cloud.stdout!.on('data', (bytes: Buffer) => {
      printed += bytes.toString()
      const endpoint = /endpoint (http:\/\/127\.0\.0\.1:\d+)\/admin/.exec(printed)
      if (endpoint) resolve(endpoint[1]!)
    })
  })
  Object.assign(process.env, functionEnv(dataDir), sdkEnv(`${origin}/admin`))
  await forgetReports()
}

async function kill(): Promise<void> {
  const ended = new Promise(resolve => cloud.removeAllListeners('exit').once('exit', resolve))
  cloud.kill('SIGKILL')
  await ended
}

afterAll(async () => {
  await kill()
  rmSync(dataDir, { recursive: true, force: true })
})

const tomorrow = () => ({ date: addDays(dateOf(new Date()), 1), slot: '09-11' })

const form = (draftId: string) => ({
  draftId,
  roomId: 'yunqili:3-2-1802',
  category: 'plumbing',
  placeKind: 'room',
  spot: '厨房',
  description: `水槽漏水 ${draftId}`,
  photos: [],
  wish: tomorrow(),
  urgency: 'normal',
  contactName: '沈梓萱',
  contactPhone: '15095857322',
})

test('kill -9 between any two steps, or in the middle of one, loses nothing that was confirmed', async () => {
  await start()
  await seedCommunity()
  await seedHome({ openid: 'owner', name: '沈梓萱' })
  await seedStaff({ openid: 'tech', name: '周建国', roles: ['technician'], skills: ['plumbing'] })
  const confirmed = new Set<string>()
  for (let round = 0; round < 4; round++) {
    const owner = demoPerson(origin, 'owner')
    const tech = demoPerson(origin, 'tech')
    const { id } = await owner.call<{ id: string }>('repair', 'submit', form(`draft-${round}-0`))
    confirmed.add(id)
    await tech.call('repair', 'accept', { id, visit: tomorrow() })
    const inFlight = [1, 2, 3].map(n =>
      owner.call<{ id: string }>('repair', 'submit', form(`draft-${round}-${n}`)).then(
        order => confirmed.add(order.id),
        () => undefined, // not confirmed: may or may not be there
      ),
    )
    await Promise.race(inFlight)
    await kill()
    await Promise.all(inFlight)
    await start()
    const { rows } = await demoPerson(origin, 'owner').call<RepairPage>('repair', 'listMine', {})
    const found = new Map(rows.map(row => [row.id, row]))
    for (const order of confirmed) expect(found.has(order)).toBe(true)
    expect(found.get(id)).toMatchObject({ status: 'accepted', technician: '周建国' })
    // sending an unanswered form again makes no second order
    for (const n of [1, 2, 3])
      confirmed.add(
        (
          await demoPerson(origin, 'owner').call<{ id: string }>(
            'repair',
            'submit',
            form(`draft-${round}-${n}`),
          )
        ).id,
      )
    expect(confirmed.size).toBe(4 * (round + 1))
  }
})

test('kill -9 after every step of an order, from report to rating, leaves each as it was confirmed', async () => {
  await kill()
  await start()
  const person = (openid: string): DemoPerson => demoPerson(origin, openid)
  const photoOf = async (openid: string) => {
    const { uploadPrefix } = await person(openid).call<{ uploadPrefix: string }>('account', 'me', {})
    return person(openid).upload(`${uploadPrefix}${Date.now()}.jpg`, JPEG, 'image/jpeg')
  }
  const { id } = await person('owner').call<{ id: string }>('repair', 'submit', form('draft-story'))
  const finish = async () => ({ photosAfter: [await photoOf('tech')], summary: '换了软管' })
  const rework = async () => ({ reasons: ['还在漏'], text: '', wish: tomorrow() })
  const steps: [openid: string, action: string, input: () => Promise<object>, status: string][] = [
    ['tech', 'accept', async () => ({ visit: tomorrow() }), 'accepted'],
    ['tech', 'arrive', async () => ({}), 'working'],
    ['tech', 'finish', finish, 'finished'],
    ['owner', 'requestRework', rework, 'assigned'],
    ['tech', 'accept', async () => ({ visit: tomorrow() }), 'accepted'],
    ['tech', 'arrive', async () => ({}), 'working'],
    ['tech', 'finish', finish, 'finished'],
    ['owner', 'confirm', async () => ({ signature: await photoOf('owner') }), 'confirmed'],
    ['owner', 'rate', async () => ({ stars: 5 }), 'rated'],
  ]
  let lines = 0
  for (const [openid, action, input, status] of steps) {
    await person(openid).call('repair', action, { id, ...(await input()) })
    await kill()
    await start()
    const order = await person('owner').call<RepairDetail>('repair', 'detail', { id })
    expect(order.status).toBe(status)
    expect(order.timeline.length).toBeGreaterThan(lines)
    lines = order.timeline.length
    for (const photo of order.work?.photosAfter ?? []) expect((await fetch(photo.url!)).status).toBe(200)
  }
})
