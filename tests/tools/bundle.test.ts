import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bundle, type BundleSize } from '../../tools/bundle-functions'
import { functionNames } from '../../tools/functions'

const KB = 1024
const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-bundle-'))
let sizes: BundleSize[]

beforeAll(async () => {
  sizes = await bundle(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('each folder is what would be uploaded: code with the SDK inside, package and settings', () => {
  for (const name of functionNames()) {
    for (const file of ['index.js', 'package.json', 'config.json']) {
      expect(existsSync(path.join(folder, name, file))).toBe(true)
    }
    const { dependencies } = JSON.parse(readFileSync(path.join(folder, name, 'package.json'), 'utf8'))
    expect(dependencies).toBeUndefined()
    expect(readFileSync(path.join(folder, name, 'index.js'), 'utf8')).not.toMatch(
      /require\("wx-server-sdk"\)/,
    )
  }
})

test('the account function starts with at most 240 KB beside the SDK', () => {
  expect(sizes.find(({ name }) => name === 'account')!.ownBytes).toBeLessThanOrEqual(240 * KB)
})

test('readers of tables lie beside the roster function, without the SDK, and no start carries them', () => {
  const libraries = /SaxesParser|unzipSync|CsvError|BOUNDSHEET/
  for (const name of functionNames()) {
    expect(`${name} ${libraries.test(readFileSync(path.join(folder, name, 'index.js'), 'utf8'))}`).toBe(
      `${name} false`,
    )
  }
  const readers = readFileSync(path.join(folder, 'roster/readers.js'), 'utf8')
  expect(readers).toMatch(libraries)
  expect(readers).not.toContain('@cloudbase')
  expect(sizes.find(({ name }) => name === 'roster')!.laterBytes).toBeGreaterThan(50 * KB)
})

test('no bundle carries more than 400 KB beside the SDK', () => {
  for (const { name, ownBytes, sdkBytes } of sizes) {
    expect(`${name} ${ownBytes <= 400 * KB}`).toBe(`${name} true`)
    expect(sdkBytes).toBeGreaterThan(1000 * KB)
  }
})

test('at most one trigger per function, and only the scheduler has one', () => {
  for (const name of functionNames()) {
    const { triggers } = JSON.parse(readFileSync(path.join(folder, name, 'config.json'), 'utf8'))
    expect(triggers).toHaveLength(name === 'scheduler' ? 1 : 0)
  }
})
