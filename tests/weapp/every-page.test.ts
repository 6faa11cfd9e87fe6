import { openCommunity, submitRepair, TECHNICIAN, DESK, OWNER, type TestCommunity } from './community'
import { weappDist } from './driver/dist'
import { note } from './driver/figures'
import { openApp } from './driver/open-app'
import { walk, walkTabs } from './driver/walk'
import { readDist } from './host/dist'

// The build that ships opens every page that app.json names, as each kind of person, without an error.

const FIRST_SCREEN_LIMIT_BYTES = 50 * 1024
/** asked once when the app comes to the front, by no page */
const SESSION_CALL = 'account.me'
const ownCalls = ({ calls }: { calls: string[] }) => calls.filter(call => call !== SESSION_CALL)

const dist = readDist(weappDist())

/** One call per first screen, except where a screen shows two domains, which are asked side by side. */
const SEVERAL_CALLS: Record<string, number> = { 'pages/workbench/index': 2 }

let community: TestCommunity
let repairId: string
beforeAll(async () => {
  community = await openCommunity()
  repairId = await submitRepair(community)
})
afterAll(() => community.close())

/** What a page needs to know. Pages that are not here are opened without anything. */
const QUERY: Record<string, () => string> = {
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
    const app = await openApp({ origin: community.local.origin, openid })
    await walk(app, dist.pages.map(urlOf))
    await app.open('/pages/home/index')
    await walkTabs(app, tabs)
    const { figures } = await app.host.control.report()
    await app.close()

    // one page was opened at the start; each later one is a fresh page
    const opened = figures.slice(1, 1 + dist.pages.length)
    expect(opened.map(each => each.path)).toEqual(dist.pages)
    opened.forEach(each => note(role, each))
    expect(opened.filter(each => each.setDataBytes > FIRST_SCREEN_LIMIT_BYTES)).toEqual([])
    expect(opened.filter(each => ownCalls(each).length > (SEVERAL_CALLS[each.path] ?? 1))).toEqual([])
  })
})
