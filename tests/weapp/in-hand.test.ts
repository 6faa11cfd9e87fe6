import path from 'node:path'
import { seedRoom } from '../roster/seed-room'
import { seedHome } from '../support/seed'
import { openCommunity, OWNER, submitRepair, TECHNICIAN, type TestCommunity } from './community'
import { keepApps } from './driver/keep-apps'
import { onHostOnly } from './driver/on-host-only'
import type { OpenApp, OpenOptions } from './driver/open-app'

// What happens to phones: they lose the network, are put away, are tapped twice, and show what is no longer true.

const PHOTO = path.join(__dirname, 'fixtures/leak.jpg')
const FORM = '/packages/repair/form/index'

const open = keepApps()
let community: TestCommunity
beforeAll(async () => {
  community = await openCommunity()
  await seedRoom()
  await seedRoom({ number: '1902', owners: ['欧阳春晓'], phones: ['13900001902'] })
  await seedHome({ openid: OWNER, name: '林静仪', number: '1702' })
  await seedHome({ openid: 'o-next', name: '何嘉树', number: '1801' })
})
afterAll(() => community.close())

const start = (openid: string, more: Partial<OpenOptions> = {}) =>
  open({ origin: community.local.origin, openid, ...more })

const ordersOf = async (search = '') =>
  (await community.owner.call<{ rows: { title: string }[] }>('repair', 'listMine', { search })).rows

/** Everything of the form but the description. */
async function fillForm(app: OpenApp): Promise<void> {
  await app.open(FORM)
  await app.tap('.pick__i', '给排水')
  await app.tap('.cell', '具体位置')
  await app.tap('.spots .chip', '厨房')
  await app.tap('.spot__go')
  await app.tap('.visit-days .chip', '明天')
  await app.tap('.visit-slots .chip', '14–16')
}

describe('a house of one’s own', () => {
  const chooseRoom = async (app: OpenApp, number: string) => {
    await app.tap('.pick-unit')
    await app.tap('.units .chip', '3 栋 2 单元')
    await app.tap('.rooms__i', number)
    await app.tap('.rooms-choose')
  }

  onHostOnly('an owner registers with the number known to WeChat and is let in at once', async () => {
    const app = await start('o-ouyang', { phone: { agreesToPrivacy: true, phoneCode: 'phone:13900001902' } })
    await app.tap('.home__bind')
    await app.on('packages/account/register/index')
    await app.tap('.consent__check')
    await app.tap('.consent__yes')
    await chooseRoom(app, '1902')
    await app.tap('.chip', '业主')
    await app.type('.input__native', '欧阳春晓')
    await app.tap('.btn--native')
    await app.tap('.register-submit')
    await app.see('.screen', '欢迎回家，欧阳春晓')
    await app.tap('.register-done')
    await app.on('pages/home/index')
    expect(await app.text('.plate__no')).toBe('1902')
    expect(await app.count('.tabbar__i', '工作台')).toBe(0)
  })

  onHostOnly('whoever does not share the number known to WeChat types one', async () => {
    const app = await start('o-quiet', { phone: { agreesToPrivacy: false } })
    await app.open('/packages/account/register/index')
    await app.tap('.consent__check')
    await app.tap('.consent__yes')
    // looking begins before the tap, because a toast goes away by itself
    await Promise.all([app.see('.toast', '没有取到号码'), app.tap('.btn--native')])
    expect(await app.count('.input__native')).toBe(2)
  })

  onHostOnly('the house that was switched to is still chosen after a restart', async () => {
    const app = await start(OWNER)
    await app.tap('.plate__switch')
    await app.tap('.houses .radio__tap', '1702')
    expect(await app.text('.plate__no')).toBe('1702')
    await app.close()
    const again = await start(OWNER, { storageFile: app.storageFile })
    expect(await again.text('.plate__no')).toBe('1702')
  })
})

describe('a report', () => {
  onHostOnly('what was typed and the photos survive a restart', async () => {
    const app = await start(OWNER, { phone: { agreesToPrivacy: true, photos: [[PHOTO, PHOTO]] } })
    await app.open(FORM)
    await app.type('.input__text', '阳台地漏反水 💧')
    await app.tap('.photo--add')
    await app.gone('.photo__veil')
    await app.open('/pages/home/index')
    await app.close()
    const again = await start(OWNER, { storageFile: app.storageFile })
    await again.open(FORM)
    expect(await (await again.see('.input__text')).value()).toBe('阳台地漏反水 💧')
    expect(await again.count('.photo__x')).toBe(2)
  })

  test('takes nine photos and 500 characters', async () => {
    const nine = Array.from({ length: 9 }, () => PHOTO)
    const app = await start(OWNER, { phone: { agreesToPrivacy: true, photos: [nine] } })
    await fillForm(app)
    await app.type('.input__text', '水'.repeat(500))
    await app.tap('.photo--add')
    await app.gone('.photo--add')
    await app.gone('.photo__veil')
    expect(await app.count('.photo__x')).toBe(9)
    await app.tap('.report__submit')
    await app.on('packages/repair/detail/index')
    expect(await app.count('.photo--s')).toBe(9)
  })

  onHostOnly('no photo is taken from whoever refuses WeChat’s privacy question', async () => {
    const app = await start(OWNER, { phone: { agreesToPrivacy: false, photos: [[PHOTO]] } })
    await app.open(FORM)
    await app.tap('.photo--add')
    expect(await app.count('.photo__x')).toBe(0)
  })

  onHostOnly('who has forbidden the camera is led to the settings, and then takes the photo', async () => {
    const app = await start(OWNER, {
      phone: { agreesToPrivacy: true, allowsCamera: false, photos: [[PHOTO]] },
    })
    await app.open(FORM)
    await app.tap('.photo--add')
    await app.see('.dialog', '需要相机和相册权限')
    await app.tap('.dialog .btn', '去设置打开')
    await app.gone('.dialog')
    await app.tap('.photo--add')
    await app.see('.photo__x')
  })

  onHostOnly('tapped twice is sent once, and messages are asked for in that tap', async () => {
    const app = await start(OWNER)
    await fillForm(app)
    await app.type('.input__text', '双击也只报一次')
    const submit = await app.see('.report__submit')
    await Promise.all([submit.tap(), submit.tap()])
    await app.on('packages/repair/detail/index')
    expect(await ordersOf('双击')).toHaveLength(1)
    const { figures } = await app.host.control.report()
    const { calls } = figures.find(each => `/${each.path}` === FORM)!
    expect(calls.filter(call => call === 'repair.submit')).toHaveLength(1)
    expect(calls).toContain('message.acceptTemplates')
  })

  onHostOnly('without network it stays, and goes out when the network is back', async () => {
    const app = await start(OWNER, { phone: { subscribe: 'reject' } })
    await fillForm(app)
    await app.type('.input__text', '断网也不丢')
    await app.host.control.setPhone({ network: 'none' })
    await app.see('.offline')
    await app.tap('.report__submit')
    await app.see('.screen', '没连上网')
    expect(await (await app.see('.input__text')).value()).toBe('断网也不丢')
    await app.host.control.setPhone({ network: 'wifi' })
    await app.gone('.offline')
    await app.tap('.report__submit')
    await app.on('packages/repair/detail/index')
    expect(await ordersOf('断网')).toHaveLength(1)
  })
})

onHostOnly('a page without network says so, and fills itself when the network is back', async () => {
  const app = await start(OWNER)
  await app.host.control.setPhone({ network: 'none' })
  await app.open('/packages/repair/list/index')
  await app.see('.card', '没连上网')
  await app.tap('.btn', '再试一次')
  await app.see('.card', '没连上网')
  await app.host.control.setPhone({ network: 'wifi' })
  await app.gone('.card', '没连上网')
})

describe('somebody else was faster', () => {
  test('an old page says so and shows the order as it is', async () => {
    const id = await submitRepair(community, { description: '卫生间水龙头关不紧' })
    const technician = await start(TECHNICIAN)
    await technician.open(`/packages/repair/job/index?id=${id}`)
    await technician.tap('.job__accept')
    await community.owner.call('repair', 'cancel', { id, reason: '自己修好了' })
    await Promise.all([technician.see('.toast'), technician.tap('.accept__go')])
    await technician.gone('.job__accept')
    await technician.see('.screen', '取消')
  })

  onHostOnly('coming back to the page shows what has changed', async () => {
    const id = await submitRepair(community, { description: '厨房下水慢' })
    const owner = await start(OWNER, {
      launch: { url: `/packages/repair/detail/index?id=${id}`, scene: 1014 },
    })
    await owner.see('.screen', '厨房下水慢')
    await owner.host.control.toBackground()
    await community.owner.call('repair', 'cancel', { id, reason: '自己修好了' })
    await owner.host.control.toForeground()
    await owner.see('.screen', '取消')
  })
})

describe('entered from outside', () => {
  onHostOnly('a message opens its order, in the subpackage, for who may see it', async () => {
    const id = await submitRepair(community, { description: '水表箱漏水' })
    const url = `/packages/repair/detail/index?id=${encodeURIComponent(id)}`
    const owner = await start(OWNER, { launch: { url, scene: 1014 } })
    await owner.see('.screen', '水表箱漏水')
    const stranger = await start('o-stranger', { launch: { url, scene: 1014 } })
    await stranger.see('.screen', '您还没有绑定房屋')
    const neighbour = await start('o-next', { launch: { url, scene: 1014 } })
    await neighbour.see('.screen', '没找到')
  })

  onHostOnly('the pages follow the dark of the phone', async () => {
    const owner = await start(OWNER, { phone: { theme: 'dark' } })
    await owner.see('.t-dark')
    await owner.host.control.setPhone({ theme: 'light' })
    await owner.see('.t-light')
  })
})
