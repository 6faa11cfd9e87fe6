import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'
import { demoRoutes } from '../../tools/demo/routes'
import { ROOT } from '../../tools/functions'
import { projectCloud } from '../../tools/project-cloud'
import { PATIENCE_MS } from '../support/patience'
import { rest } from './rest'
import { toastsOf, type Toasts } from './toasts'

const BROWSERS = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]
const SHOTS = path.join(ROOT, 'shots')
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  violations: { id: string; impact: string; nodes: { html: string }[] }[]
}

/** The app in the browser of one person, watched for errors. */
export interface Phone {
  page: Page
  /** opens a page of the app afresh, e.g. `packages/repair/list/index` */
  open(route: string): Promise<void>
  /** taps what carries this accessible name or text */
  tap(name: string | RegExp, options?: { within?: string }): Promise<void>
  /** waits until the text is on the screen, or was, in a toast, since the last tap */
  sees(text: string | RegExp): Promise<void>
  /** saves shots/<name>.png and fails on serious accessibility findings */
  shot(name: string): Promise<void>
  problems: string[]
}

export interface Stage {
  cloud: Cloud
  phone(openid: string, look?: { dark?: boolean }): Promise<Phone>
  close(): Promise<void>
}

const IGNORED_ERRORS = [/favicon/]

function watch(page: Page): string[] {
  const problems: string[] = []
  const note = (text: string) => {
    if (!IGNORED_ERRORS.some(pattern => pattern.test(text))) problems.push(text)
  }
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning')
      note(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => note(`page error: ${error.stack ?? error.message}`))
  page.on('response', reply => {
    if (reply.status() >= 400) note(`${reply.status()} ${reply.url()}`)
  })
  return problems
}

/** Serious and critical findings of axe on what is shown now. */
async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const { violations } = await page.evaluate<AxeResult>(
    'axe.run(document, { resultTypes: ["violations"] })' as unknown as () => AxeResult,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `axe ${id}: ${nodes
          .slice(0, 3)
          .map(node => node.html.slice(0, 160))
          .join(' | ')}`,
    )
}

/** Pages of the stack that are not on top stay in the document, hidden. */
const shown = (page: Page) => page.locator('.taro_page:not([style*="display: none"])').last()

/** What is named so, by its role, its words or its label. */
function named(scope: Locator, name: string | RegExp): Locator {
  const exact = typeof name === 'string'
  const byRole = scope.getByRole('button', { name, exact })
  return byRole
    .or(scope.getByText(name, { exact }))
    .or(scope.getByLabel(name, { exact }))
    .filter({ visible: true })
    .first()
}

/** @throws after a picture of what is there instead */
async function seen(page: Page, text: string | RegExp, openid: string): Promise<void> {
  await page
    .getByText(text)
    .filter({ visible: true })
    .first()
    .waitFor()
    .catch(async (error: Error) => {
      await page.screenshot({ path: path.join(SHOTS, `missed-${openid}.png`) })
      throw error
    })
}

function phoneOf(page: Page, toasts: Toasts, place: { origin: string; openid: string }): Phone {
  const { origin, openid } = place
  const problems = watch(page)
  return {
    page,
    problems,
    async open(route) {
      await page.goto('about:blank')
      await page.goto(`${origin}/app/?as=${openid}#/${route}`)
    },
    async tap(name, { within } = {}) {
      toasts.forget()
      await named(within ? page.locator(within).last() : shown(page), name).click()
    },
    async sees(text) {
      const looking = seen(page, text, openid)
      looking.catch(() => undefined) // when the toast is heard first, nobody waits for the rest of the look
      await Promise.race([looking, toasts.hears(text)])
    },
    async shot(name) {
      await rest(page)
      mkdirSync(SHOTS, { recursive: true })
      await page.screenshot({ path: path.join(SHOTS, `${name}.png`) })
      problems.push(...(await axeFindings(page)).map(finding => `${name}: ${finding}`))
    },
  }
}

export async function launch(): Promise<Browser> {
  const executablePath = BROWSERS.find(file => file && existsSync(file))
  if (!executablePath)
    throw new Error('Chromium is missing; npm test installs it, or name it with CHROME_PATH')
  return chromium.launch({ executablePath, args: FLAGS })
}

export interface StageOptions {
  /** data of a closed cloud to begin with */
  dataFrom?: string
  seed?: (cloud: Cloud) => Promise<void>
}

/** Cloud and browser for one story; the H5 build of dist/h5 is what people see. */
export async function openStage({ dataFrom, seed }: StageOptions): Promise<Stage> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-stage-'))
  if (dataFrom) cpSync(dataFrom, dataDir, { recursive: true })
  const options = projectCloud(dataDir, process.env.HEJU_TEST_FUNCTIONS!)
  const fallback = demoRoutes(path.resolve(ROOT, process.env.HEJU_TEST_APP ?? 'dist/h5'))
  const cloud = await startCloud({ ...options, noSync: true, timers: false, fallback })
  Object.assign(process.env, options.functionEnv, sdkEnv(cloud.endpoint))
  await seed?.(cloud)
  const browser = await launch()
  const contexts: BrowserContext[] = []
  return {
    cloud,
    async phone(openid, { dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width: 375, height: 812 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
        locale: 'zh-CN',
        timezoneId: 'America/New_York', // a phone abroad still shows Beijing time
        colorScheme: dark ? 'dark' : 'light',
      })
      contexts.push(context)
      context.setDefaultTimeout(PATIENCE_MS)
      const page = await context.newPage()
      return phoneOf(page, await toastsOf(page), { origin: cloud.origin, openid })
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await cloud.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
