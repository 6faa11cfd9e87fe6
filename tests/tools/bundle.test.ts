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
