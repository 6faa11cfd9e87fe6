import { seedHome } from '../support/seed'
import { openCommunity, submitRepair, TECHNICIAN, DESK, OWNER, type TestCommunity } from './community'
import { weappDist } from './driver/dist'
import { note } from './driver/figures'
import { devTools } from './driver/devtools'
import { keepApps } from './driver/keep-apps'
import { walk, walkTabs } from './driver/walk'
import { readDist } from './host/dist'

// The build that ships opens every page that app.json names, as each kind of person, without an error.

const FIRST_SCREEN_LIMIT_BYTES = 50 * 1024
/** asked once by the app, for no page: who the person is, and which messages to ask about */
const APP_CALLS = ['account.me', 'message.templates']
const ownCalls = ({ calls }: { calls: string[] }) => calls.filter(call => !APP_CALLS.includes(call))

const dist = readDist(weappDist())

/** One call per first screen, except where a screen shows two domains, which are asked side by side. */
const SEVERAL_CALLS: Record<string, number> = { 'pages/workbench/index': 2 }

const open = keepApps()

let community: TestCommunity
let repairId: string
let applicationId: string
beforeAll(async () => {
  community = await openCommunity()
  repairId = await submitRepair(community)
  const { _id } = await seedHome({ openid: 'o-new', name: '欧阳春晓', number: '1902', status: 'pending' })
  applicationId = _id
})
afterAll(() => community.close())

/** What a page needs to know. Pages that are not here are opened without anything. */
const QUERY: Record<string, () => string> = {
  'packages/account/review/index': () => `?id=${applicationId}`,
  'packages/repair/job/index': () => `?id=${repairId}`,
  'packages/repair/detail/index': () => `?id=${repairId}`,
}

const urlOf = (page: string) => `/${page}${QUERY[page]?.() ?? ''}`

const STAFF_TABS = ['工作台', '消息', '我的', '首页']

describe.each([
  ['owner', OWNER, ['消息', '我的', '首页']],
  ['technician', TECHNICIAN, STAFF_TABS],
  ['service desk', DESK, STAFF_TABS],
])('as %s', (role, openid, tabs) => {
  test('every page opens without an error', async () => {
    const app = await open({ origin: community.local.origin, openid })
    await walk(app, dist.pages.map(urlOf))
    await app.open('/pages/home/index')
    await walkTabs(app, tabs)
    const { figures } = await app.host.control.report()

    if (devTools) return

    // one page was opened at the start; each later one is a fresh page
    const opened = figures.slice(1, 1 + dist.pages.length)
    expect(opened.map(each => each.path)).toEqual(dist.pages)
    opened.forEach(each => note(role, each))
    expect(opened.filter(each => each.setDataBytes > FIRST_SCREEN_LIMIT_BYTES)).toEqual([])
    expect(opened.filter(each => ownCalls(each).length > (SEVERAL_CALLS[each.path] ?? 1))).toEqual([])
  })
})
