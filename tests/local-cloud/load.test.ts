import { startCloud } from '../../local-cloud/cloud'
import { growth, indexDifferences, load, loadFolder } from '../bench/load'

// `npm run bench -- load` in small: the same calls and checks. Fewer callers, because one process is all of them and
// the cloud; more than the database takes at once all the same.

const CALLERS = 40

test('200 people at once: no error, no lost update, indexes agree', async () => {
  const { remove, ...files } = loadFolder()
  const cloud = await startCloud({ ...files, noSync: true, requestsAtOnce: CALLERS / 2 })
  const report = await load({ place: cloud, rounds: 2, callers: CALLERS })
  await cloud.close()
  expect([...report.errors]).toEqual([])
  expect(report.differences).toEqual([])
  expect(report.calls).toBe(CALLERS * 2 * 9)
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
