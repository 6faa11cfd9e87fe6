import { PAGES as ACCOUNT_PAGES } from '../../cloudfunctions/account/messages/messages'
import { PAGES as ROSTER_PAGES } from '../../cloudfunctions/roster/messages/messages'

const navigateTo = jest.fn()
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: { navigateTo: (to: object) => navigateTo(to) },
}))

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}

/** Every page that app.json names. */
async function pagesOfApp(): Promise<string[]> {
  Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
  const { default: config } = (await import('../../src/app.config')) as unknown as { default: AppConfig }
  return [
    ...config.pages,
    ...config.subPackages.flatMap(({ root, pages }) => pages.map(page => `${root}/${page}`)),
  ]
}

const pathOf = (address: string) => address.split('?')[0]!

test('what messages point to is a page of the app', async () => {
  const addresses = [...Object.values(ACCOUNT_PAGES), ...Object.values(ROSTER_PAGES)].map(page => page('a:b'))
  const pages = await pagesOfApp()
  expect(addresses.filter(address => !pages.includes(pathOf(address)))).toEqual([])
})

test('a message from before the import had a package of its own still opens it', async () => {
  const { openAddress } = await import('../../src/lib/navigation')
  openAddress('packages/account/roster/index?id=ri_1')
  const { url } = navigateTo.mock.calls[0]![0] as { url: string }
  expect(url).toBe('/packages/roster/import/index?id=ri_1')
  expect(await pagesOfApp()).toContain(pathOf(url).slice(1))
})
