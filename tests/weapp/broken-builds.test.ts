import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openCommunity, submitRepair, TECHNICIAN, type TestCommunity } from './community'
import { weappDist } from './driver/dist'
import { openApp } from './driver/open-app'
import { walk, walkTabs } from './driver/walk'

// A host that lets everything pass proves nothing. Each of these builds is broken in one way that would reach people,
// and must fail: most of them would still compile.

let community: TestCommunity
let repairId: string
beforeAll(async () => {
  community = await openCommunity()
  repairId = await submitRepair(community)
})
afterAll(() => community.close())

/** Changes one build. */
type Break = (build: Build) => void

interface Build {
  root: string
  change(file: string, from: string | RegExp, to: string): void
  remove(file: string): void
}

function copyOfBuild(): Build {
  const root = mkdtempSync(path.join(os.tmpdir(), 'weapp-broken-'))
  cpSync(weappDist(), root, { recursive: true })
  return {
    root,
    change(file, from, to) {
      const before = readFileSync(path.join(root, file), 'utf8')
      const after = before.replace(from, to)
      if (after === before)
        throw new Error(`${file} does not hold ${String(from)}: this mutation changes nothing`)
      writeFileSync(path.join(root, file), after)
    },
    remove: file => rmSync(path.join(root, file), { recursive: true }),
  }
}

/** What the tests of the build that ships would say about this one. */
async function examine(dist: string): Promise<void> {
  const app = await openApp({ origin: community.local.origin, openid: TECHNICIAN, dist, isImpatient: true })
  const seen = await walkTabs(app, ['工作台', '我的', '首页'])
    .then(() => walk(app, ['/pages/workbench/index', `/packages/repair/job/index?id=${repairId}`]))
    .catch((error: Error) => error.message)
  const printed = await app.check().catch((error: Error) => error.message)
  await app.host.stop()
  if (seen || printed) throw new Error([seen, printed].filter(Boolean).join('\n'))
}

const append =
  (file: string, code: string): Break =>
  build =>
    build.change(file, /$/, `;${code}`)

const BROKEN: [what: string, change: Break, caughtBy: RegExp][] = [
  ['a tap bound to nothing', b => b.change('base.wxml', / bindtap="eh"/g, ''), /waited/],
  [
    'a class that is not passed on',
    b => b.change('base.wxml', / class="\{\{i\.cl\}\}"/g, ''),
    /drew 0 pages|waited/,
  ],
  ['a text that is not drawn', b => b.change('base.wxml', /\{\{i\.v\}\}/g, ''), /waited/],
  [
    'a template that is missing',
    b => b.change('base.wxml', /name="tmpl_0_/g, 'name="lost_0_'),
    /[Tt]emplate/,
  ],
  [
    'a template that is not closed',
    b => b.change('pages/me/index.wxml', '<template', '<view><template'),
    /wcc: .*index\.wxml/,
  ],
  ['a style that is not closed', b => b.change('app.wxss', /$/, '.x { color'), /wcsc/],
  ['a subpackage that is missing', b => b.remove('packages/repair'), /could not find packages\/repair/],
  [
    'a subpackage with another root',
    b => b.change('app.json', '"packages/repair"', '"package/repair"'),
    /could not find/,
  ],
  [
    'a page without its script',
    b => b.remove('packages/repair/job/index.js'),
    /could not find packages\/repair\/job/,
  ],
  ['a chunk that is missing', b => b.remove('common.js'), /module 'common\.js' is not defined/],
  ['the bar of the tabs missing', b => b.remove('custom-tab-bar'), /custom-tab-bar/],
  [
    'a method that WeChat does not have',
    b => b.change('common.js', /\.getNetworkType\(/g, '.getNetworkKind('),
    /getNetworkKind/,
  ],
  ['a method of wx that nobody knows', append('pages/me/index.js', 'wx.openTheDoor({})'), /wx\.openTheDoor/],
  ['an object of the browser', append('pages/me/index.js', 'document.title = 1'), /title/],
  [
    'a page that is nowhere',
    b => b.change('common.js', '"/pages/".concat', '"/page/".concat'),
    /page "page\/workbench\/index" is not found/,
  ],
  [
    'a function that is nowhere',
    b => b.change('common.js', '"account","me"', '"acount","me"'),
    /waited in vain for \.tabbar__i with 工作台/,
  ],
  ['an error on the console', append('pages/me/index.js', 'console.error("oh")'), /console\.error: oh/],
  [
    'a promise that nobody catches',
    append('pages/me/index.js', 'Promise.reject(new Error("lost"))'),
    /rejection: lost/,
  ],
  [
    'an error in a timer',
    append('pages/me/index.js', 'setTimeout(() => { throw new Error("late") })'),
    /exception: late/,
  ],
  [
    'a page that needs another package',
    append('packages/repair/job/index.js', 'require("../../account/review/index")'),
    /another subpackage/,
  ],
  [
    'data that WeChat would not take',
    append('pages/me/index.js', 'setTimeout(() => getCurrentPages()[0].setData({ big: "x".repeat(2e6) }))'),
    /more than WeChat takes/,
  ],
]

test('the build itself is fine', async () => {
  await examine(weappDist())
})

test.each(BROKEN)('%s', async (_, change, caughtBy) => {
  const build = copyOfBuild()
  change(build)
  await expect(examine(build.root)).rejects.toThrow(caughtBy)
})
