import { startCloud } from '../../local-cloud/cloud'
import { growth, indexDifferences, load, loadFolder } from '../bench/load'

// `npm run bench -- load` in small: the same callers, calls and checks, for seconds instead of minutes.

test('200 people at once: no error, no lost update, indexes agree', async () => {
  const { remove, ...files } = loadFolder()
  const cloud = await startCloud({ ...files, noSync: true })
  const report = await load({ place: cloud, seconds: 4 })
  await cloud.close()
  expect([...report.errors]).toEqual([])
  expect(report.differences).toEqual([])
  expect(report.calls).toBeGreaterThan(200)
  expect(await indexDifferences(files.dataDir)).toEqual([])
  remove()
})

test.each([
  ['flat', [90, 150, 151, 149, 150, 152, 150, 151], true],
  ['falling', [90, 150, 300, 300, 290, 280, 200, 180], true],
  ['growing', [100, 140, 180, 220, 260, 300, 340, 380], false],
])('memory that is %s', (_, samples, isFlat) => {
  expect(growth(samples).isFlat).toBe(isFlat)
})
