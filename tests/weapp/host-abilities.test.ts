import { mkdtempSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { keepApps } from './driver/keep-apps'
import type { OpenApp, OpenOptions } from './driver/open-app'
import { writeDist, type SmallApp } from './driver/write-dist'

// What WeChat does for a mini program, and what it refuses, at the hands of the person who holds the phone.

const open = keepApps()
const start = (small: SmallApp, options: Partial<OpenOptions> = {}) =>
  open({ origin: 'http://127.0.0.1:9', openid: 'o-1', dist: writeDist(small), ...options })

const EMPTY: SmallApp = { pages: { a: {} } }
const WITH_PRIVACY: SmallApp = { ...EMPTY, app: { __usePrivacyCheck__: true } }

function file(name: string, content = 'a real file'): string {
  const target = path.join(mkdtempSync(path.join(os.tmpdir(), 'weapp-test-')), name)
  writeFileSync(target, content)
  return target
}

describe('storage', () => {
  test('outlives the app', async () => {
    const first = await start(EMPTY)
    await first.program.callWxMethod('setStorageSync', 'draft', { text: '水管漏水' })
    const { storageFile } = first
    await first.close()
    const again = await start(EMPTY, { storageFile })
    expect(await again.program.callWxMethod('getStorageSync', 'draft')).toEqual({ text: '水管漏水' })
  })

  test('takes 1 MB per key and 10 MB in all', async () => {
    const { program } = await start(EMPTY)
    const set = (key: string, bytes: number) =>
      program.evaluate((name: string, size: number) => wx.setStorageSync!(name, 'x'.repeat(size)), key, bytes)
    await expect(set('big', 1024 * 1024)).rejects.toThrow(/entry size limit/)
    for (let i = 0; i < 10; i++) await set(`part${i}`, 1_000_000)
    await expect(set('last', 500_000)).rejects.toThrow(/storage is full/)
    expect(await program.callWxMethod('getStorageSync', 'part9')).toHaveLength(1_000_000)
  })
})

describe('privacy', () => {
  const choose = ({ program }: OpenApp) => program.callWxMethod('chooseMedia', { count: 1 })

  test('nothing personal is given before the person agreed', async () => {
    const photo = file('leak.jpg')
    const opened = await start(WITH_PRIVACY, { phone: { photos: [[photo]] } })
    await expect(choose(opened)).rejects.toThrow('chooseMedia:fail privacy permission is not authorized')
    await opened.host.control.setPhone({ agreesToPrivacy: true })
    expect(await choose(opened)).toMatchObject({ tempFiles: [{ fileType: 'image' }] })
  })

  test('the mini program may ask with its own words and button', async () => {
    const opened = await start(
      {
        app: { __usePrivacyCheck__: true },
        pages: {
          a: {
            js: '{ onLoad() { wx.onNeedPrivacyAuthorization(resolve => { this.resolve = resolve; this.setData({ asked: true }) }) }, agree() { this.resolve({ event: "agree" }) } }',
            wxml: '<button wx:if="{{asked}}" class="agree" open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="agree">同意</button>',
          },
        },
      },
      { phone: { photos: [[file('leak.jpg')]] } },
    )
    const answer = choose(opened)
    await (await opened.see('.agree')).tap()
    expect(await answer).toMatchObject({ errMsg: 'chooseMedia:ok' })
  })
})

describe('photos, documents, codes', () => {
  test('chosen photos are real files, as many as were allowed', async () => {
    const { program } = await start(EMPTY, {
      phone: { photos: [[file('a.jpg', '甲'), file('b.png', '乙')]] },
    })
    const { tempFiles } = (await program.callWxMethod('chooseMedia', { count: 1 })) as {
      tempFiles: { tempFilePath: string; size: number }[]
    }
    expect(tempFiles).toEqual([{ tempFilePath: 'http://tmp/1.jpg', size: 3, fileType: 'image' }])
    await expect(program.callWxMethod('chooseMedia', {})).rejects.toThrow('chooseMedia:fail cancel')
  })

  test('only documents of the wanted kind can be chosen', async () => {
    const { program } = await start(EMPTY, { phone: { documents: [[file('台账.xlsx')], [file('x.pdf')]] } })
    const choose = () => program.callWxMethod('chooseMessageFile', { count: 1, extension: ['xlsx', '.csv'] })
    expect(await choose()).toMatchObject({ tempFiles: [{ name: '台账.xlsx', size: 11 }] })
    await expect(choose()).rejects.toThrow('cancel')
  })

  test('a code is read once', async () => {
    const { program } = await start(EMPTY, { phone: { scans: ['room=3-2-1802'] } })
    expect(await program.callWxMethod('scanCode', {})).toMatchObject({ result: 'room=3-2-1802' })
    await expect(program.callWxMethod('scanCode', {})).rejects.toThrow('scanCode:fail cancel')
  })
})

describe('open abilities', () => {
  const ASKING: SmallApp = {
    pages: {
      a: {
        js: `{ ask() { wx.requestSubscribeMessage({ tmplIds: ['t1'], complete: r => this.setData({ text: JSON.stringify(r) }) }) },
          later() { wx.getNetworkType({ success: () => this.ask() }) },
          phone(e) { this.setData({ text: JSON.stringify(e.detail) }) } }`,
        wxml: `<view class="screen">{{text}}</view><view class="ask" bindtap="ask">.</view><view class="later" bindtap="later">.</view>
          <button class="phone" open-type="getPhoneNumber" bindgetphonenumber="phone">.</button>`,
      },
    },
  }
  const answer = async (opened: OpenApp) => JSON.parse(await opened.text('.screen')) as object

  test('messages may be asked for in a tap only', async () => {
    const opened = await start(ASKING, { phone: { subscribe: 'reject' } })
    await opened.tap('.ask')
    expect(await answer(opened)).toEqual({ t1: 'reject', errMsg: 'requestSubscribeMessage:ok' })
    await opened.tap('.later')
    expect(await answer(opened)).toMatchObject({ errCode: 10005 })
    await expect(opened.program.callWxMethod('requestSubscribeMessage', { tmplIds: ['t1'] })).rejects.toThrow(
      /TAP/,
    )
  })

  test('the phone number is a code, if the person wants', async () => {
    const opened = await start(ASKING)
    await opened.tap('.phone')
    expect(await answer(opened)).toEqual({ errMsg: 'getPhoneNumber:fail user deny' })
    await opened.host.control.setPhone({ phoneCode: 'phone:13812345678' })
    await opened.tap('.phone')
    expect(await answer(opened)).toEqual({ code: 'phone:13812345678', errMsg: 'getPhoneNumber:ok' })
  })

  test('a payment may be given up', async () => {
    const opened = await start(EMPTY, { phone: { pays: false } })
    await expect(opened.program.callWxMethod('requestPayment', {})).rejects.toThrow(
      'requestPayment:fail cancel',
    )
    await opened.host.control.setPhone({ pays: true })
    expect(await opened.program.callWxMethod('requestPayment', {})).toEqual({ errMsg: 'requestPayment:ok' })
  })
})

describe('the cloud', () => {
  const calls: { url: string; as?: string; body: string }[] = []
  const gateway = http.createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      calls.push({ url: request.url!, as: request.headers.authorization, body })
      response.end(
        JSON.stringify({ result: { ok: true }, fileID: 'cloud://x', requestID: 'r1', errMsg: 'cloud:ok' }),
      )
    })
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
  })
  afterAll(() => gateway.close())

  const CALLING: SmallApp = {
    pages: {
      a: {
        js: `{ data: { text: [] }, onLoad() { wx.onNetworkStatusChange(e => this.setData({ text: this.data.text.concat(e.isConnected) })) },
          call() { return wx.cloud.callFunction({ name: 'repair', data: { action: 'detail' } }) },
          upload() { return wx.chooseMedia({}).then(r => wx.cloud.uploadFile({ cloudPath: 'p/1.jpg', filePath: r.tempFiles[0].tempFilePath })) } }`,
      },
    },
  }

  test('calls arrive as the person of this phone, and are counted', async () => {
    const opened = await start(CALLING, { origin, phone: { photos: [[file('a.jpg', 'bytes')]] } })
    const page = await opened.page()
    expect(await page.callMethod('call')).toMatchObject({ result: { ok: true }, requestID: 'r1' })
    expect(await page.callMethod('upload')).toMatchObject({ fileID: 'cloud://x' })
    expect(calls.splice(0)).toEqual([
      { url: '/gateway/call', as: 'Dev o-1', body: '{"name":"repair","data":{"action":"detail"}}' },
      { url: '/gateway/upload?path=p%2F1.jpg', as: 'Dev o-1', body: 'bytes' },
    ])
    expect((await opened.host.control.report()).figures[0]!.calls).toEqual(['repair.detail'])
  })

  test('the network goes and comes back', async () => {
    const opened = await start(CALLING, { origin })
    await opened.host.control.setPhone({ network: 'none' })
    const page = await opened.page()
    await expect(page.callMethod('call')).rejects.toThrow(/request:fail/)
    await opened.host.control.setPhone({ network: 'wifi' })
    expect(await page.callMethod('call')).toMatchObject({ result: { ok: true } })
    expect(await opened.text('.screen')).toBe('false,true')
  })
})

describe('a canvas', () => {
  const DRAWING: SmallApp = {
    pages: {
      a: {
        js: `{ sign(step) { return new Promise((resolve, reject) => wx.createSelectorQuery().select('#pad').fields({ node: true, size: true }).exec(([board]) => {
          try {
            const pen = board.node.getContext('2d'); pen.beginPath(); pen.moveTo(10, 10); pen[step](20, 20); pen.stroke()
            wx.canvasToTempFilePath({ canvas: board.node, success: resolve, fail: reject })
          } catch (e) { reject(e) } })) } }`,
        wxml: '<canvas id="pad" type="2d" class="screen" />',
      },
    },
  }
  test('takes lines and becomes a PNG', async () => {
    const opened = await start(DRAWING)
    const { tempFilePath } = (await (await opened.page()).callMethod('sign', 'lineTo')) as {
      tempFilePath: string
    }
    const base64 = await opened.program.evaluate(
      (filePath: string) =>
        new Promise(resolve => {
          const files = wx.getFileSystemManager!() as Record<string, (asked: object) => void>
          files.readFile!({ filePath, encoding: 'base64', success: (r: { data: string }) => resolve(r.data) })
        }),
      tempFilePath,
    )
    const png = Buffer.from(String(base64), 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([343, 168])
  })
  test('refuses what it cannot draw', async () => {
    const opened = await start(DRAWING)
    const page = await opened.page()
    await expect(page.callMethod('sign', 'fillText')).rejects.toThrow(
      'CanvasContext.fillText is not supported',
    )
  })
})

declare const wx: Record<string, (...args: unknown[]) => unknown>
