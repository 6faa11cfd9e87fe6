import { keepApps } from './driver/keep-apps'
import type { OpenApp, OpenOptions } from './driver/open-app'
import { writeDist, type SmallApp } from './driver/write-dist'

// The host against what WeChat documents, with mini programs of a few lines.

const open = keepApps()
const start = (small: SmallApp, options: Partial<OpenOptions> = {}) =>
  open({ origin: 'http://127.0.0.1:9', openid: 'o-1', dist: writeDist(small), ...options })

/** Writes the name of each life event into `getApp().seen`. */
const noting = (name: string) =>
  `{ ${['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']
    .map(hook => `${hook}() { getApp().seen.push('${name} ${hook}') }`)
    .join(', ')} }`

const THREE: SmallApp = {
  js: '{ seen: [] }',
  app: { tabBar: { list: ['a', 'b'].map(id => ({ pagePath: id, text: id })) } },
  pages: { a: { js: noting('a') }, b: { js: noting('b') }, c: { js: noting('c') } },
}
const seen = (opened: OpenApp) =>
  opened.program.evaluate(() => {
    const { seen: events } = getApp() as { seen: string[] }
    return events.splice(0)
  })

declare function getApp(): unknown
declare const wx: Record<string, (...args: unknown[]) => unknown>

test('pages live and die in order; a tab page stays alive behind', async () => {
  const opened = await start(THREE)
  expect(await seen(opened)).toEqual(['a onLoad', 'a onShow', 'a onReady'])
  await opened.push('/c')
  expect(await seen(opened)).toEqual(['a onHide', 'c onLoad', 'c onShow', 'c onReady'])
  await opened.program.callWxMethod('switchTab', { url: '/b' })
  await opened.on('b')
  expect(await seen(opened)).toEqual(['c onUnload', 'b onLoad', 'b onShow', 'b onReady'])
  await opened.program.callWxMethod('switchTab', { url: '/a' })
  await opened.on('a')
  expect(await seen(opened)).toEqual(['b onHide', 'a onShow'])
})

test.each([
  ['navigateTo', '/b', /can not navigateTo a tabbar page/],
  ['redirectTo', '/b', /can not redirectTo a tabbar page/],
  ['switchTab', '/c', /can not switch to no-tabBar page/],
  ['switchTab', '/b?x=1', /takes no query/],
  ['navigateTo', '/nowhere', /page "nowhere" is not found/],
  ['navigateBack', '', /cannot navigate back at first page/],
])('%s %s is refused', async (method, url, message) => {
  const opened = await start(THREE)
  await expect(opened.program.callWxMethod(method, { url })).rejects.toThrow(message)
})

test('ten pages at most; the query arrives as it was written', async () => {
  const opened = await start(THREE)
  for (let depth = 1; depth < 10; depth++) await opened.push(`/c?n=${depth}&text=%E5%92%8C`)
  expect((await opened.program.pageStack()).length).toBe(10)
  expect((await opened.page()).query).toEqual({ n: '9', text: '%E5%92%8C' })
  await expect(opened.program.callWxMethod('navigateTo', { url: '/c' })).rejects.toThrow(/limit exceed/)
  await opened.back()
  expect((await opened.program.pageStack()).length).toBe(9)
})

test('a subpackage is loaded when it is first opened', async () => {
  const sub = {
    js: 'Page({ data: { text: wx.getStorageSync("loads") + 1 } }); wx.setStorageSync("loads", 1)',
  }
  const opened = await start({
    pages: { a: {} },
    app: { subPackages: [{ root: 'sub', pages: ['x'] }] },
    files: { 'sub/x.js': sub.js, 'sub/x.wxml': '<view class="screen">{{text}}</view>' },
  })
  expect(await opened.program.callWxMethod('getStorageSync', 'loads')).toBe('')
  await opened.push('/sub/x')
  await opened.back()
  await opened.push('/sub/x')
  expect(await opened.text('.screen')).toBe('1')
})

test('the entry scene and its parameters reach the app', async () => {
  const opened = await start(
    { js: '{ onLaunch(o) { this.entry = o }, onShow(o) { this.shown = o.scene } }', pages: { a: {}, b: {} } },
    { launch: { url: '/b?scene=r%3D1', scene: 1047 } },
  )
  expect(await opened.path()).toBe('b')
  const entry = await opened.program.evaluate(() => getApp())
  expect(entry).toMatchObject({ shown: 1047, entry: { path: 'b', scene: 1047, query: { scene: 'r%3D1' } } })
})

test('setData takes paths, is counted, and draws once', async () => {
  const opened = await start({
    pages: {
      a: {
        js: '{ data: { rows: [{ text: "一" }, { text: "二" }] }, onLoad() { this.setData({ "rows[1].text": "三" }); this.setData({ more: 1 }) } }',
        wxml: '<view class="row" wx:for="{{rows}}" wx:key="text">{{item.text}}</view>',
      },
    },
  })
  expect(await opened.texts('.row')).toEqual(['一', '三'])
  const { figures } = await opened.host.control.report()
  expect(figures).toMatchObject([{ path: 'a', setDataCalls: 2, setDataBytes: 32, nodes: 2 }])
})

const EVENTS: SmallApp = {
  pages: {
    a: {
      js: '{ data: { log: [] }, hit(e) { const { at } = e.currentTarget.dataset; this.setData({ log: this.data.log.concat(at + ":" + e.type) }) } }',
      wxml: `<view class="log">{{log}}</view>
        <view capture-bind:tap="hit" bindtap="hit" data-at="outer">
          <view class="bind" bindtap="hit" data-at="inner">.</view>
          <view class="catch" catchtap="hit" data-at="wall">.</view>
        </view>
        <button class="off" disabled bindtap="hit" data-at="off">.</button>
        <input class="name" value="{{name}}" maxlength="4" bindinput="hit" data-at="name" />
        <switch class="lever" bindchange="hit" data-at="lever" />`,
    },
  },
}

test('events are captured, bubble, and are caught', async () => {
  const opened = await start(EVENTS)
  await opened.tap('.bind')
  expect(await opened.text('.log')).toBe('outer:tap,inner:tap,outer:tap')
  await opened.tap('.catch')
  expect(await opened.text('.log')).toMatch(/outer:tap,wall:tap$/)
})

test('controls keep what was typed, within their length, and a disabled button is still', async () => {
  const opened = await start(EVENTS)
  await opened.tap('.off')
  await opened.type('.name', '欧阳春晓兰')
  expect(await (await opened.see('.name')).property('value')).toBe('欧阳春晓')
  await opened.tap('.lever')
  expect(await opened.text('.log')).toBe('name:input,lever:change')
  expect(await (await opened.see('.lever')).property('checked')).toBe(true)
})

test('a component is given new properties only when their content changes, and hides its inside', async () => {
  const opened = await start({
    pages: {
      a: {
        json: { usingComponents: { card: 'card' } },
        js: '{ data: { row: { text: "甲" } }, change(e) { this.setData({ row: { text: e } }) } }',
        wxml: '<card row="{{row}}" />',
      },
    },
    files: {
      'card.json': '{"component":true}',
      'card.wxml': '<view class="inside">{{row.text}} {{drawn}}</view>',
      'card.js':
        'Component({ properties: { row: Object }, lifetimes: { attached() { this.setData({ drawn: "在" }) } } })',
    },
  })
  const page = await opened.page()
  expect(await page.$('.inside')).toBeNull()
  expect(await (await (await page.$('card'))!.$('.inside'))!.text()).toBe('甲 在')
  await page.callMethod('change', '乙')
  expect(await (await opened.see('card')).text()).toBe('乙 在')
})

test('the client mocks, restores, evaluates, listens and answers questions', async () => {
  const opened = await start({ pages: { a: {} } })
  const { program } = opened
  await program.mockWxMethod('getStorageSync', 'mocked')
  expect(await program.callWxMethod('getStorageSync', 'x')).toBe('mocked')
  await program.restoreWxMethod('getStorageSync')
  expect(await program.callWxMethod('getStorageSync', 'x')).toBe('')
  expect(await program.evaluate((a: number, b: number) => a + b, 2, 3)).toBe(5)

  const logs: unknown[] = []
  program.on('console', (line: unknown) => logs.push(line))
  const answer = program.evaluate(() => wx.showModal!({ title: '删除' }))
  await program.evaluate(() => console.log('你好'))
  await program.native().confirmModal()
  expect(await answer).toMatchObject({ confirm: true })
  expect(logs).toEqual([{ type: 'log', args: ['你好'] }])
})

test('what needs a layout is refused', async () => {
  const opened = await start({ pages: { a: {} } })
  const screen = await opened.see('.screen')
  await expect(screen.size()).rejects.toThrow(/not supported by the local host/)
  await expect(screen.style('color')).rejects.toThrow(/not supported by the local host/)
  await expect(opened.program.screenshot()).rejects.toThrow(/not supported by the local host/)
})
