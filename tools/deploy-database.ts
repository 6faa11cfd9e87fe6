// `npm run deploy:database -- --env ENV_ID`: the collections and indexes of database-indexes.json in an environment, and no
// access for clients. It adds what is missing; it never drops anything. Run it again after each change of the file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type CloudBase from '@cloudbase/manager-node'
import type { IndexSpec } from '../local-cloud/store/catalog'
import { ROOT } from './functions'
import { openManager } from './manager'
import { accountOf, checkEndpoint, type Account, type Target } from './place'

type Specs = Record<string, IndexSpec[]>
type Described = Awaited<ReturnType<CloudBase['database']['describeCollection']>>

const wished = ({ name, unique = false, keys }: IndexSpec) => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIsUnique: unique,
    MgoIndexKeys: Object.entries(keys).map(([Name, direction]) => ({ Name, Direction: String(direction) })),
  },
})

/** One text for what makes an index: its fields in order, their directions, whether it is unique. */
const shapeOf = ({ unique = false, keys }: IndexSpec) => JSON.stringify([unique, Object.entries(keys)])

const shapesOf = ({ Indexes = [] }: Described): Map<string, string> =>
  new Map(
    Indexes.map(({ Name, Unique, Keys }) => {
      const keys = Object.fromEntries(Keys.map(key => [key.Name, Number(key.Direction) as 1 | -1]))
      return [Name, shapeOf({ name: Name, unique: Unique, keys })]
    }),
  )

async function deployCollection(manager: CloudBase, name: string, specs: IndexSpec[]): Promise<string[]> {
  const { database } = manager
  await database.createCollectionIfNotExists(name)
  const there = shapesOf(await database.describeCollection(name))
  const missing = specs.filter(spec => !there.has(spec.name))
  if (missing.length) await database.updateCollection(name, { CreateIndexes: missing.map(wished) })
  const other = specs.filter(spec => there.has(spec.name) && there.get(spec.name) !== shapeOf(spec))
  const unknown = [...there.keys()].filter(own => own !== '_id_' && !specs.some(spec => spec.name === own))
  return [
    ...missing.map(spec => `${name}: made index ${spec.name}`),
    ...other.map(spec => `${name}: index ${spec.name} is another one there; drop it and run this again`),
    ...unknown.map(own => `${name}: index ${own} is not in database-indexes.json`),
  ]
}

const closeToClients = (manager: CloudBase, { envId }: Account, CollectionName: string) =>
  manager.commonService().call({
    Action: 'ModifyDatabaseACL',
    Param: { EnvId: envId, CollectionName, AclTag: 'ADMINONLY' },
  })

/** @returns what was done and what somebody has to look at, a line each */
export async function deployDatabase(target: Target, specs: Specs): Promise<string[]> {
  const account = accountOf(target)
  const manager = openManager(account)
  const lines: string[] = []
  for (const [name, own] of Object.entries(specs)) {
    lines.push(...(await deployCollection(manager, name, own)))
    await closeToClients(manager, account, name)
  }
  return lines
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: 'string' }, endpoint: { type: 'string' } } })
  if (!values.env && !values.endpoint) throw new Error('usage: npm run deploy:database -- --env ENV_ID')
  if (values.endpoint) await checkEndpoint(values.endpoint)
  const specs = JSON.parse(readFileSync(path.join(ROOT, 'database-indexes.json'), 'utf8')) as Specs
  for (const line of await deployDatabase(values, specs)) console.log(line)
  console.log(`${Object.keys(specs).length} collections are as database-indexes.json says, closed to clients`)
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
