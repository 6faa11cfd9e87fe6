import type { RosterView } from '../../cloudfunctions/roster/views'
import { openCloud, type TestCloud } from '../support/cloud'
import { HEADER, rosterDesk, seedPeople } from './roster-desk'
import { countOf, importDoc } from './stored'
import { csvOf, REAL_FILE, upload } from './upload-roster'
import { personIdOf } from '../support/seed'

let cloud: TestCloud
const { act, open } = rosterDesk(() => cloud)

beforeAll(async () => {
  cloud = await openCloud()
  await seedPeople()
})
afterAll(() => cloud.close())

const ID_ACTIONS = ['preview', 'confirm', 'continue', 'stop', 'detail'] as const

describe('only those who may import there', () => {
  let id: string
  beforeAll(async () => {
    id = (await open(csvOf(HEADER, '30栋,1,101,林静仪,,'), 'small')).id
  })

  const calls: [string, () => object][] = [
    ...ID_ACTIONS.map((action): [string, () => object] => [action, () => ({ id })]),
    ['rows', () => ({ id, group: 'added' })],
    ['list', () => ({ communityId: 'small' })],
  ]
  const people: [string, string, string][] = [
    ['an owner', 'owner', 'FORBIDDEN'],
    ['a technician', 'tech', 'FORBIDDEN'],
    ['the desk of another community', 'desk-other', 'NOT_FOUND'],
  ]
  test.each(calls.flatMap(([action, input]) => people.map(person => [action, ...person, input] as const)))(
    '%s is refused to %s',
    async (action, _who, openid, code, input) => {
      await expect(act(action, input(), openid)).rejects.toMatchObject({ code })
      expect((await importDoc(id)).version).toBe(1)
    },
  )

  test.each(people)('open is refused to %s, with a file of their own', async (_who, openid, code) => {
    const fileId = await upload(openid, csvOf(HEADER, '30栋,1,102,林静仪,,'), 'csv')
    const input = { communityId: 'small', fileId, fileName: 'a.csv' }
    await expect(act('open', input, openid)).rejects.toMatchObject({ code })
  })

  test('the template is for staff', async () => {
    await expect(act('template', {}, 'owner')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await act('template', {})).toMatchObject({ fileName: '和居业主名册模板.csv' })
  })
})

describe('refused by name, and nothing stored', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['a letter', () => csvOf('亲爱的业主：', '物业费已调整。'), '没找到表头'],
    ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), '图片'],
    ['half a workbook', () => REAL_FILE.subarray(0, 5000), '打不开'],
    ['only a header', () => csvOf(HEADER), '没有住户'],
  ])('%s', async (_, bytes, words) => {
    const before = await countOf('roster_imports', { communityId: 'small' })
    await expect(open(bytes(), 'small')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: { fileId: expect.stringContaining(words) },
    })
    expect(await countOf('roster_imports', { communityId: 'small' })).toBe(before)
  })

  test('a file somebody else has uploaded, and one that does not exist', async () => {
    const foreign = await upload('manager', csvOf(HEADER, '9栋,1,101,林静仪,,'))
    const gone = foreign.replace(personIdOf('manager'), personIdOf('desk')).replace(/roster-\d+/, 'gone')
    for (const fileId of [foreign, gone]) {
      await expect(act('open', { communityId: 'small', fileId, fileName: 'a.csv' })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        fields: { fileId: expect.any(String) },
      })
    }
  })

  test.each<[string, string, object, string]>([
    ['no id', 'preview', {}, 'id'],
    ['a column the file lacks', 'preview', { mapping: { 99: 'owner' } }, 'mapping'],
    ['a field we do not know', 'preview', { mapping: { 0: 'salary' } }, 'mapping'],
    ['a column that is no number', 'preview', { mapping: { a: 'owner' } }, 'mapping.a'],
    ['a list we do not know', 'rows', { group: 'all' }, 'group'],
    ['a page we did not make', 'rows', { group: 'added', cursor: '-1' }, 'cursor'],
    ['an id that is an operator', 'confirm', { id: { $gt: '' } }, 'id'],
  ])('%s', async (_, action, input, field) => {
    const { id } = await open(csvOf(HEADER, '31栋,1,101,林静仪,,'), 'small')
    const whole = field === 'id' ? input : { id, ...input }
    await expect(act(action, whole)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: { [field]: expect.any(String) },
    })
  })

  test.each(ID_ACTIONS)('%s of what does not exist is not found', async action => {
    await expect(act(action, { id: 'ri_nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('imports of a community are listed, newest first', async () => {
  const small = await cloud.as('desk').call<RosterView[]>('roster', 'list', { communityId: 'small' })
  expect(small.length).toBeGreaterThan(1)
  const times = small.map(({ createdAt }) => createdAt)
  expect(times).toEqual([...times].sort().reverse())
})

test('looking costs at most three reads, by index; opening, confirming and stopping write once', async () => {
  const { id } = await open(csvOf(HEADER, '32栋,1,101,林静仪,,'), 'small')
  await act('preview', { id })
  const calls: [string, object][] = [
    ['detail', { id }],
    ['rows', { id, group: 'added' }],
    ['list', { communityId: 'small' }],
    ['confirm', { id }],
    ['stop', { id }],
  ]
  for (const [action, input] of calls) {
    cloud.local.resetTrips()
    await act(action, input)
    const trips = cloud.local.trips()
    const writes = trips.filter(({ action: trip }) => /update|insert|add|remove/i.test(trip)).length
    expect([action, trips.length - writes <= 3, writes <= 1]).toEqual([action, true, true])
    expect(trips.every(({ index }) => index !== null)).toBe(true)
  }
})
