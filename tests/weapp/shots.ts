import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'
import { demoRoutes } from '../../tools/demo/routes'
import { FUNCTIONS_BUILT, ROOT } from '../../tools/functions'
import { projectCloud } from '../../tools/project-cloud'
import { rest } from '../browser/rest'
import bundleOnce from '../support/bundle-once'
import { DESK, OWNER, seedPeople, submitTo, TECHNICIAN } from './seed-people'
import { weappDist } from './driver/dist'
import { openApp } from './driver/open-app'
import { readDist } from './host/dist'
import { htmlOf } from './picture/html'
import { SCREEN } from './picture/styles'

// `npm run shots [page…]`: every page of the build that ships on WeChat, beside the same page of the browser build, in
// shots/weapp/. For people to look at; nothing is compared.

const FOLDER = path.join(ROOT, 'shots/weapp')
const H5 = path.join(ROOT, 'dist/h5')

async function openDemo(): Promise<{ cloud: Cloud; repairId: string; dataDir: string }> {
  await bundleOnce()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-shots-'))
  const options = projectCloud(dataDir, process.env.HEJU_TEST_FUNCTIONS ?? FUNCTIONS_BUILT)
  const cloud = await startCloud({ ...options, noSync: true, timers: false, fallback: demoRoutes(H5) })
  Object.assign(process.env, options.functionEnv, sdkEnv(cloud.endpoint))
  await seedPeople()
  return { cloud, repairId: await submitTo(cloud), dataDir }
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })

async function photograph(browser: Browser, show: (page: Page) => Promise<unknown>) {
  const page = await browser.newPage({ viewport: SCREEN, deviceScaleFactor: 2 })
  await show(page)
  await rest(page)
  const picture = await page.screenshot()
  await page.close()
  return picture
}

async function beside(browser: Browser, pictures: Buffer[], file: string): Promise<void> {
  const width = (SCREEN.width + 16) * pictures.length
  const page = await browser.newPage({ viewport: { width, height: SCREEN.height }, deviceScaleFactor: 2 })
  const images = pictures.map(
    picture =>
      `<img width="${SCREEN.width}" style="margin-right:16px" src="data:image/png;base64,${picture.toString('base64')}">`,
  )
  await page.setContent(`<body style="margin:0;display:flex;background:#888">${images.join('')}</body>`)
  await page.screenshot({ path: file })
  await page.close()
}

async function main(): Promise<void> {
  const dist = weappDist()
  const wanted = process.argv.slice(2)
  const pages = readDist(dist).pages.filter(
    page => !wanted.length || wanted.some(part => page.includes(part)),
  )
  const { cloud, repairId, dataDir } = await openDemo()
  const browser = await launch()
  mkdirSync(FOLDER, { recursive: true })
  for (const [role, openid] of Object.entries({ owner: OWNER, technician: TECHNICIAN, desk: DESK })) {
    const app = await openApp({ origin: cloud.origin, openid, dist })
    for (const page of pages) {
      const url = page.startsWith('packages/repair/') ? `${page}?id=${encodeURIComponent(repairId)}` : page
      await app.open(`/${url}`)
      const html = path.join(dataDir, 'page.html')
      writeFileSync(html, htmlOf(dist, await app.host.control.drawnPage()))
      const pictures = [await photograph(browser, each => each.goto(`file://${html}`))]
      const address = `${cloud.origin}/app/?as=${openid}#/${url}`
      if (existsSync(H5)) pictures.push(await photograph(browser, each => each.goto(address)))
      await beside(browser, pictures, path.join(FOLDER, `${page.replace(/\//g, '-')}-${role}.png`))
    }
    await app.close().catch((error: Error) => console.error(error.message))
  }
  await browser.close()
  await cloud.close()
  rmSync(dataDir, { recursive: true, force: true })
  console.log(`pictures are in ${path.relative(ROOT, FOLDER)}/`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
