import { allCollections } from '../../tools/collections'
import { connect } from '../../tools/environment'
import { makeCurrent, migrateFolder } from '../../tools/migration/folder'
import { migrate, type Options } from '../../tools/migration/migrate'
import { openRows, type Row, type Rows } from '../../tools/rows'
import { askAgain, ANSWERS, BACKUP, openOn, release1Folder, removeFolder } from './release-1'
import type { Cloud } from '../../local-cloud/cloud'

// What release 1 stored, brought into the shape of this release.

let folder: string
let cloud: Cloud
let rows: Rows
beforeEach(async () => {
  folder = await release1Folder()
  cloud = await openOn(folder)
  rows = openRows({ endpoint: cloud.endpoint })
})
afterEach(async () => {
  await cloud.close()
  removeFolder(folder)
})

const told: string[] = []
const options = (patch: Partial<Options> = {}): Options => ({
  isTrial: false,
  isOnlyLogins: false,
  fault: line => void told.push(line),
  progress: () => {},
  ...patch,
})
const run = async (patch: Partial<Options> = {}, on = rows) => {
  told.length = 0
  return migrate(on, await allCollections(), options(patch))
}

/** Addresses expire, the clock goes on, and roles are of each community since. */
function comparable(value: unknown): unknown {
  const { staff, ...rest } = value as { staff?: { roles?: string[]; communities: { roles?: string[] }[] } }
  if (!staff) return plain(value)
  const communities = staff.communities.map(each => ({ ...each, roles: each.roles ?? staff.roles }))
  return plain({ ...rest, staff: { ...staff, roles: undefined, communities } })
}
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, each: unknown) => (['now', 'url'].includes(key) ? null : each))

/** Somebody unknown has no id of release 1. */
const known = ANSWERS.filter(({ openid, action }) => !(openid === 'o-nobody' && action === 'me'))

async function answersNow(): Promise<unknown[]> {
  const found: unknown[] = []
  for (const asked of known) found.push({ ...asked, data: comparable(await askAgain(cloud, asked)) })
  return found
}
const answersBefore = () => known.map(asked => ({ ...asked, data: comparable(asked.data) }))

async function everything(): Promise<Record<string, Row[]>> {
  const names = (await rows.names()).filter(name => !['migrations', 'job_leases'].includes(name))
  const all = await Promise.all(names.map(async name => [name, await rows.page(name, '', 1000)] as const))
  return Object.fromEntries(all)
}

const OPENIDS = new Set(ANSWERS.map(({ openid }) => openid))

/** Paths of fields that hold an openid, or are named like one. */
function openidsIn(value: unknown, path: string): string[] {
  if (typeof value === 'string') return [...OPENIDS].some(openid => value.includes(openid)) ? [path] : []
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, each]) => [
    ...(key === 'openid' && typeof each === 'string' ? [`${path}.${key}`] : []),
    ...openidsIn(each, `${path}.${key}`),
  ])
}

const waiting = (lines: string[]): string[] =>
  lines.flatMap(line => {
    const { outbox = [] } = JSON.parse(line) as { outbox?: { kind: string; id: string }[] }
    return outbox.filter(({ kind }) => kind === 'message').map(({ id }) => id)
  })

test('everybody is answered what release 1 answered, before anything but the logins is migrated and after', async () => {
  expect(await run({ isOnlyLogins: true })).toMatchObject({ documents: 0, logins: 9, faults: 0 })
  expect(await answersNow()).toEqual(answersBefore())
  // looking at them again may have left some of the kernel's notes
  const migrated = await run()
  expect(migrated).toMatchObject({ changed: 108, logins: 0, faults: 0 })
  expect(migrated.documents).toBeGreaterThanOrEqual(148)
  expect(await answersNow()).toEqual(answersBefore())
})

test('no document holds an openid, a second run changes nothing, and what waited arrives', async () => {
  expect(openidsIn(await everything(), '')).not.toEqual([])
  await run()
  const migrated = await everything()
  expect(openidsIn(migrated, '')).toEqual([])
  expect(await run()).toMatchObject({ changed: 0, logins: 0, faults: 0 })
  expect(await everything()).toEqual(migrated)

  const late = [...BACKUP.collections.values()].flatMap(waiting)
  expect(late.length).toBeGreaterThan(3)
  await cloud.tick()
  const { messages } = await everything()
  for (const id of late) expect(messages!.some(({ _id }) => _id.startsWith(`${id}:`))).toBe(true)
  expect(openidsIn(await everything(), '')).toEqual([])
})

test('a trial writes nothing and counts the same', async () => {
  const before = await everything()
  const { changed, logins, faults } = await run({ isTrial: true })
  expect(await everything()).toEqual(before)
  expect(await run()).toMatchObject({ changed, logins, faults })
})

test('stopped at any write, it goes on to the same end', async () => {
  const whole = await release1Folder()
  // making it has led the SDK elsewhere
  rows = openRows({ endpoint: cloud.endpoint })
  for (let budget = 1; budget < 150; budget += 29) {
    let left = budget
    const spend = () => {
      if (left-- <= 0) throw new Error('killed')
    }
    const dying: Rows = {
      ...rows,
      change: (...args) => (spend(), rows.change(...args)),
      addOnce: (...args) => (spend(), rows.addOnce(...args)),
      put: (...args) => (spend(), rows.put(...args)),
    }
    await run({}, dying).catch((error: Error) => expect(error.message).toBe('killed'))
  }
  expect(await run()).toMatchObject({ faults: 0 })
  const stopped = await everything()
  await cloud.close()
  cloud = await openOn(whole)
  rows = openRows({ endpoint: cloud.endpoint })
  await run()
  const once = await everything()
  const shape = ({ logins, ...rest }: Record<string, Row[]>) => [logins!.map(({ _id }) => _id), rest]
  expect(shape(stopped)).toEqual(shape(once))
  removeFolder(whole)
})

test('what a function changes meanwhile is not lost', async () => {
  const order = (await rows.page('repairs', '', 1))[0]!
  const message = (await rows.page('messages', '', 1))[0]!
  const readAt = new Date('2026-11-20T01:05:00Z')
  const others = new Set(['repairs', 'messages'])
  const beside: Rows = {
    ...rows,
    async change(name, id, change) {
      if (others.delete(name)) {
        const version = { version: Number(order.version) + 1, nudgedAt: readAt }
        if (name === 'repairs') await rows.change(name, order._id, { set: version, remove: [], same: {} })
        else await rows.change(name, message._id, { set: { readAt }, remove: [], same: {} })
      }
      return rows.change(name, id, change)
    },
  }
  expect(await run({}, beside)).toMatchObject({ faults: 0 })
  expect(await rows.get('repairs', order._id)).toMatchObject({
    nudgedAt: readAt,
    version: Number(order.version) + 2,
    schemaVersion: 2,
  })
  expect(await rows.get('messages', message._id)).toMatchObject({ readAt, schemaVersion: 2 })
})

test('a document that is none of ours is named and stays; the others are migrated', async () => {
  const [first, second] = await rows.page('residents', '', 2)
  await rows.change('residents', first!._id, { set: { status: 'gone' }, remove: [], same: {} })
  await rows.change('residents', second!._id, { set: { schemaVersion: 99 }, remove: [], same: {} })
  expect(await run()).toMatchObject({ faults: 2 })
  expect(told.sort()).toEqual(
    [
      expect.stringContaining(`residents/${first!._id} status: `) as string,
      `residents/${second!._id} is of a newer release`,
    ].sort(),
  )
  expect(await rows.get('residents', first!._id)).toMatchObject({ status: 'gone', openid: first!.openid })
})

test('somebody who was taken for a newcomer is named', async () => {
  const [{ personId }] = (await rows.page('staff', '', 1)) as [{ personId: string } & Row]
  await run({ isOnlyLogins: true })
  const login = (await rows.page('logins', '', 100)).find(each => each.personId === personId)!
  await rows.change('logins', login._id, { set: { personId: 'somebody' }, remove: [], same: {} })
  await run()
  expect(told).toContainEqual(expect.stringContaining(`person ${personId} comes in as somebody`))
})

test('a folder is tried on a copy: with a fault nothing is changed, without one all is', async () => {
  const [room] = await rows.page('rooms', '', 1)
  await rows.change('rooms', room!._id, { set: { owners: null }, remove: [], same: {} })
  const before = await everything()
  await cloud.close()
  expect(await migrateFolder(folder, options())).toMatchObject({ faults: 1, isTouched: false })
  const current = makeCurrent({ folder, isNew: false }, () => {})
  await expect(current).rejects.toThrow(/cannot be brought up to date.*delete that folder/)
  cloud = await openOn(folder)
  rows = openRows({ endpoint: cloud.endpoint })
  expect(await everything()).toEqual(before)

  await rows.change('rooms', room!._id, { set: { owners: room!.owners }, remove: [], same: {} })
  await cloud.close()
  await makeCurrent({ folder, isNew: false }, () => {})
  cloud = await openOn(folder)
  rows = openRows({ endpoint: cloud.endpoint })
  expect(openidsIn(await everything(), '')).toEqual([])
  expect(await answersNow()).toEqual(answersBefore())
})

test('files lie where they lay', async () => {
  await run()
  const environment = connect({ endpoint: cloud.endpoint })
  expect((await environment.fileIds()).sort()).toEqual(BACKUP.files.map(({ fileId }) => fileId).sort())
})
