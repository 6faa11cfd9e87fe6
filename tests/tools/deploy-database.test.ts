import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { accessCall, deployDatabase, generatedSpecs } from '../../tools/commands/deploy-database'
import { folder, sdkFor, start } from '../local-cloud/support'
import type { Database } from '../contract/database'

// The collections of this project on an environment that has none, through Tencent Cloud's own manager.

const own = folder()
const rulesFile = path.join(own.dir, 'rules.json')
writeFileSync(rulesFile, JSON.stringify({ repairs: { read: true } }))
const specs = generatedSpecs()

test('an empty environment gets all collections and indexes, closed to clients; a second time there is nothing to do', async () => {
  const cloud = await start(own, { rulesFile })
  const target = { endpoint: cloud.endpoint }
  const indexes = Object.values(specs.indexes).flat().length
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
    repairs: specs.indexes
      .repairs!.map(spec => (spec.name === 'number' ? { ...spec, unique: false } : spec))
      .slice(1),
  }
  expect(await deployDatabase({ endpoint: cloud.endpoint }, { ...specs, indexes: changed })).toEqual([
    expect.stringMatching(/^repairs: index number is another one there/) as string,
    expect.stringMatching(/^repairs: index outbox is not in database-indexes.json/) as string,
  ])
  await cloud.close()
  own.remove()
})

test('nobody gets in where a rule opens nothing, or there is none; else as the rule says', () => {
  const closed = (CollectionName: string) => ({
    Action: 'ModifyDatabaseACL',
    Param: { EnvId: 'e', CollectionName, AclTag: 'ADMINONLY' },
  })
  expect(accessCall('e', 'a')).toEqual(closed('a'))
  expect(accessCall('e', 'b', { read: false, write: false })).toEqual(closed('b'))
  const rule = { read: 'doc._openid == auth.openid', write: false }
  expect(accessCall('e', 'c', rule)).toEqual({
    Action: 'ModifySafeRule',
    Param: { EnvId: 'e', CollectionName: 'c', AclTag: 'CUSTOM', Rule: JSON.stringify(rule) },
  })
})
