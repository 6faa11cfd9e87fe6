// `npm run deploy:database -- --env ENV_ID`: the collections and indexes of database-indexes.json in an environment, and the
// access of clients that database-rules.json gives. It adds what is missing; it never drops anything. Run it before
// functions are uploaded, again after each change of the files.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type CloudBase from '@cloudbase/manager-node'
import type { IndexSpec } from '../../local-cloud/store/catalog'
import { exitWith, runCommand, WrongUse } from '../command'
import { ROOT } from '../functions'
import { openManager } from '../manager'
import { accountOf, checkEndpoint, type Target } from '../place'

type Rule = Record<string, boolean | string>

/** The two generated files. */
export interface Specs {
  indexes: Record<string, IndexSpec[]>
  rules: Record<string, Rule>
}

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

const isClosed = (rule: Rule | undefined): boolean => !rule || Object.values(rule).every(each => !each)

/** The call that gives clients this access. What nobody may do is closed as such: no mistake in a rule opens it. */
export function accessCall(EnvId: string, CollectionName: string, rule?: Rule) {
  const collection = { EnvId, CollectionName }
  if (isClosed(rule)) return { Action: 'ModifyDatabaseACL', Param: { ...collection, AclTag: 'ADMINONLY' } }
  const custom = { AclTag: 'CUSTOM', Rule: JSON.stringify(rule) }
  return { Action: 'ModifySafeRule', Param: { ...collection, ...custom } }
}

/** @returns what was done and what somebody has to look at, a line each */
export async function deployDatabase(target: Target, { indexes, rules }: Specs): Promise<string[]> {
  const account = accountOf(target)
  const manager = openManager(account)
  const lines: string[] = []
  for (const [name, own] of Object.entries(indexes)) {
    lines.push(...(await deployCollection(manager, name, own)))
    await manager.commonService().call(accessCall(account.envId, name, rules[name]))
  }
  return lines
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as T

export const generatedSpecs = (): Specs => ({
  indexes: readJson('database-indexes.json'),
  rules: readJson('database-rules.json'),
})

async function main(): Promise<0> {
  const { values } = parseArgs({ options: { env: { type: 'string' }, endpoint: { type: 'string' } } })
  if (!values.env === !values.endpoint) throw new WrongUse('name one environment')
  if (values.endpoint) await checkEndpoint(values.endpoint)
  const specs = generatedSpecs()
  for (const line of await deployDatabase(values, specs)) console.log(line)
  const names = Object.keys(specs.indexes)
  const open = names.filter(name => !isClosed(specs.rules[name]))
  console.log(`${names.length} collections are as database-indexes.json says, ${open.length} open to clients`)
  return 0
}

if (require.main === module)
  void exitWith(runCommand('npm run deploy:database -- --env ENV_ID | --endpoint URL', main))
