import { PAGES as ACCOUNT_PAGES } from '../../cloudfunctions/account/messages/messages'
import { PAGES as ROSTER_PAGES } from '../../cloudfunctions/roster/messages/messages'
import { currentAddress } from '../../src/lib/moved-pages'

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}

/** Every page that app.json names. */
function pagesOfApp(): string[] {
  Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
  const { default: config } = require('../../src/app.config') as { default: AppConfig }
  return [
    ...config.pages,
    ...config.subPackages.flatMap(({ root, pages }) => pages.map(page => `${root}/${page}`)),
  ]
}

const pathOf = (address: string) => address.split('?')[0]!

test('what messages point to is a page of the app', () => {
  const addresses = [...Object.values(ACCOUNT_PAGES), ...Object.values(ROSTER_PAGES)].map(page => page('a:b'))
  const pages = pagesOfApp()
  expect(addresses.filter(address => !pages.includes(pathOf(address)))).toEqual([])
})

test('a message from before the import had a package of its own still opens it', () => {
  const address = currentAddress('packages/account/roster/index?id=ri_1')
  expect(address).toBe('packages/roster/import/index?id=ri_1')
  expect(currentAddress(address)).toBe(address)
  expect(pagesOfApp()).toContain(pathOf(address))
})
