import path from 'node:path'
import { openCommunity, OWNER, TECHNICIAN, type TestCommunity } from './community'
import { keepApps } from './driver/keep-apps'
import type { OpenApp } from './driver/open-app'
import { signOn } from './driver/sign'

// A repair from the report to the rating on the build that ships: the owner and the technician each hold a phone,
// and the real functions stand between them.

const PHOTO = path.join(__dirname, 'fixtures/leak.jpg')

const open = keepApps('all')
let community: TestCommunity
let owner: OpenApp
let technician: OpenApp

beforeAll(async () => {
  community = await openCommunity()
  const { origin } = community.local
  const phone = { agreesToPrivacy: true, photos: Array.from({ length: 4 }, () => [PHOTO]) }
  owner = await open({ origin, openid: OWNER, phone })
  technician = await open({ origin, openid: TECHNICIAN, phone })
})
afterAll(() => community.close())

/** Pulls the page down, as people do to see what is new. */
const pull = async (app: OpenApp) => {
  await (await app.page()).callMethod('onPullDownRefresh')
  await app.host.control.settle()
}

const chooseVisit = async (app: OpenApp) => {
  await app.tap('.visit-days .chip', '明天')
  await app.tap('.visit-slots .chip', '14–16')
}

test('the owner reports a leak with a photo', async () => {
  await owner.tap('.tile', '报修')
  await owner.on('packages/repair/form/index')
  await owner.tap('.pick__i', '给排水')
  await owner.type('.input__text', '厨房水槽下面漏水，地板湿了一片')
  await owner.tap('.photo--add')
  await owner.see('.photo__x')
  await owner.gone('.photo__veil')
  await owner.tap('.cell', '具体位置')
  await owner.tap('.spots .chip', '厨房')
  await owner.tap('.spot__go')
  await chooseVisit(owner)
  await owner.tap('.report__submit')
  await owner.on('packages/repair/detail/index')
  await owner.see('.screen', '厨房水槽下面漏水')
})

test('the technician takes it, having been told', async () => {
  await community.local.tick()
  await technician.open('/pages/messages/index')
  await technician.tap('.message', '给排水')
  await technician.on('packages/repair/job/index')
  await technician.tap('.job__accept')
  await technician.tap('.accept__go')
  await technician.see('.job__arrive')
})

test('the owner sees who comes and when', async () => {
  await pull(owner)
  await owner.see('.screen', '周建国')
  await owner.see('.screen', '14–16')
})

const finishOnSite = async () => {
  await technician.tap('.job__arrive')
  await technician.tap('.arrive__go')
  await technician.tap('.ba__add', '拍维修后')
  await technician.see('.work-photos__n', '1 张')
  for (let index = 0; index < (await technician.count('.finish-check')); index++)
    await (await technician.page()).$$('.finish-check').then(checks => checks[index]!.tap())
  await technician.type('.input__text', '角阀老化，已换新，试水不漏')
  await technician.tap('.job__finish')
  await technician.gone('.job__finish')
}

test('the technician signs in, repairs, and asks the owner to look', async () => {
  await finishOnSite()
  await pull(owner)
  await owner.see('.order__confirm')
})

test('the owner finds it still leaking; the technician comes again', async () => {
  await owner.tap('.order__rework')
  await owner.tap('.sheet .chip', '还在漏')
  await chooseVisit(owner)
  await owner.tap('.rework__go')
  await owner.gone('.sheet')
  await pull(technician)
  await technician.tap('.job__accept')
  await technician.tap('.accept__go')
  await finishOnSite()
})

test('the owner signs and rates', async () => {
  await pull(owner)
  await owner.tap('.order__confirm')
  for (let index = 0; index < (await owner.count('.sheet .check-row')); index++)
    await (await owner.page()).$$('.sheet .check-row').then(checks => checks[index]!.tap())
  await signOn(owner, '.sig__canvas')
  await owner.tap('.confirm__go')
  await owner.gone('.sheet')
  await (await owner.page()).$$('.star').then(stars => stars[4]!.tap())
  await owner.tap('.rating .chip', '手艺好')
  await owner.tap('.rating__go')
  await owner.see('.rating', '很满意')
  await technician.open('/pages/workbench/index')
})
