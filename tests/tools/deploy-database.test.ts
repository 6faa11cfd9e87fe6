import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { IndexSpec } from '../../local-cloud/store/catalog'
import { deployDatabase } from '../../tools/deploy-database'
import { ROOT } from '../../tools/functions'
import { folder, sdkFor, start } from '../local-cloud/support'
import type { Database } from '../contract/database'

// The collections of this project on an environment that has none, through Tencent Cloud's own manager.

const own = folder()
const rulesFile = path.join(own.dir, 'rules.json')
writeFileSync(rulesFile, JSON.stringify({ repairs: { read: true } }))
const specs = JSON.parse(readFileSync(path.join(ROOT, 'database-indexes.json'), 'utf8')) as Record<
  string,
  IndexSpec[]
>

test('an empty environment gets all collections and indexes, closed to clients; a second time there is nothing to do', async () => {
  const cloud = await start(own, { rulesFile })
  const target = { endpoint: cloud.endpoint }
  const indexes = Object.values(specs).flat().length
  expect(await deployDatabase(target, specs)).toHaveLength(indexes)
  expect(await deployDatabase(target, specs)).toEqual([])

  const repairs = (sdkFor(cloud).database() as Database).collection('repairs')
  const row = { communityId: 'c', number: 'B1' }
  await repairs.add({ data: row })
  await expect(repairs.add({ data: row })).rejects.toMatchObject({
    errMsg: expect.stringMatching(/E11000/) as string,
  })
  await repairs.where({ communityId: 'c' }).orderBy('createdAt', 'desc').get()
  expect(cloud.trips().at(-1)).toMatchObject({ index: 'community' })
  await expect(cloud.client('o-anna').database().collection('repairs').get()).rejects.toMatchObject({
    code: 'DATABASE_PERMISSION_DENIED',
  })
  await cloud.close()
})

test('what differs is told and left to people', async () => {
  const cloud = await start(own)
  const changed = {
    repairs: specs
      .repairs!.map(spec => (spec.name === 'number' ? { ...spec, unique: false } : spec))
      .slice(1),
  }
  expect(await deployDatabase({ endpoint: cloud.endpoint }, changed)).toEqual([
    expect.stringMatching(/^repairs: index number is another one there/) as string,
    expect.stringMatching(/^repairs: index outbox is not in database-indexes.json/) as string,
  ])
  await cloud.close()
  own.remove()
})
