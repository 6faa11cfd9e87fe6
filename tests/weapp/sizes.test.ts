import path from 'node:path'
import { bytesUnder, weappDist } from './driver/dist'
import { noteSize } from './driver/figures'
import { readDist } from './host/dist'

// WeChat takes 2 MB per package; a person on a bad network takes less (spec, toolchain).
const MAIN_LIMIT_BYTES = 600 * 1024
const SUBPACKAGE_LIMIT_BYTES = 200 * 1024

const root = weappDist()
const dist = readDist(root)
const sizes = dist.subpackages.map(each => ({
  name: each.root,
  bytes: bytesUnder(path.join(root, each.root)),
}))
const main = bytesUnder(root) - sizes.reduce((sum, each) => sum + each.bytes, 0)

test('the main package is small', () => {
  noteSize('main package', main)
  expect(main).toBeLessThanOrEqual(MAIN_LIMIT_BYTES)
})

test('every subpackage is small', () => {
  sizes.forEach(({ name, bytes }) => noteSize(name, bytes))
  expect(sizes.filter(each => each.bytes > SUBPACKAGE_LIMIT_BYTES)).toEqual([])
})
