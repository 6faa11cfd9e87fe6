import type { Database } from '../database/database'
import { badParam, notEmulated } from '../errors'
import type { IndexSpec } from '../store/catalog'
import type { Rules } from '../rules/rules'
import { isDoc } from '../values/types'

// The part of Tencent Cloud's API (service `tcb`, 2018-06-08) by which `@cloudbase/manager-node` looks after collections
// and indexes. A parameter that is not known is refused: it might have meant something.

export type Params = Record<string, unknown>
export type ManageAction = (params: Params) => Promise<Params> | Params

const LIST_MAX = 1000
const LIST_DEFAULT = 100
// the connector says in which of an environment's databases; here is one
const ALWAYS = ['EnvId', 'MongoConnector']
const DIRECTIONS = { 1: 1, '-1': -1 } as const

function only(what: string, given: unknown, names: string[]): Params {
  if (!isDoc(given)) throw badParam(`${what} must be an object`)
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined) throw notEmulated(`${what} with ${unknown.slice(0, 100)}`)
  return given
}

function text(params: Params, name: string): string {
  const value = params[name]
  if (typeof value === 'string' && value) return value
  throw badParam(`${name} must be a string`)
}

function list(params: Params, name: string): unknown[] {
  const value = params[name] ?? []
  if (Array.isArray(value)) return value
  throw badParam(`${name} must be a list`)
}

function number(params: Params, name: string, fallback: number): number {
  const value = params[name] ?? fallback
  if (Number.isInteger(value) && (value as number) >= 0) return value as number
  throw badParam(`${name} must be a whole number from 0`)
}

function keyOf(given: unknown): [string, 1 | -1] {
  const key = only('MgoIndexKeys', given, ['Name', 'Direction'])
  const direction = text(key, 'Direction')
  if (!Object.hasOwn(DIRECTIONS, direction))
    throw notEmulated(`an index of direction ${direction.slice(0, 20)}`)
  return [text(key, 'Name'), DIRECTIONS[direction as keyof typeof DIRECTIONS]]
}

function specOf(given: unknown): IndexSpec {
  const index = only('CreateIndexes', given, ['IndexName', 'MgoKeySchema'])
  const schema = only('MgoKeySchema', index.MgoKeySchema, ['MgoIsUnique', 'MgoIndexKeys'])
  const keys = list(schema, 'MgoIndexKeys').map(keyOf)
  const { MgoIsUnique: unique = false } = schema
  if (typeof unique !== 'boolean') throw badParam('MgoIsUnique must be true or false')
  const spec = { name: text(index, 'IndexName'), unique, keys: Object.fromEntries(keys) }
  if (!keys.length || Object.keys(spec.keys).length < keys.length)
    throw badParam('MgoIndexKeys must name fields, each once')
  return spec
}

const dropOf = (given: unknown) => text(only('DropIndexes', given, ['IndexName']), 'IndexName')

/** What the API says of a collection; sizes in bytes are left out, as they would be others. */
function summary(database: Database, name: string): Params {
  const table = database.table(name)
  const Count = [...table.scan(database.store)].length
  return { TableName: name, Count, IndexCount: table.collection.indexes.length }
}

function described(database: Database, name: string): Params {
  const { indexes } = database.table(name).collection
  const Indexes = indexes.map(({ name: Name, unique: Unique, fields, directions }) => ({
    Name,
    Unique,
    Keys: fields.map((field, i) => ({ Name: field, Direction: String(directions[i]) })),
  }))
  return { Indexes, IndexNum: indexes.length }
}

/** Only what takes access away: rules are files here. */
function close(database: Database, rules: Rules, given: Params): Params {
  const params = only('the action', given, ['EnvId', 'CollectionName', 'AclTag'])
  const tag = text(params, 'AclTag')
  if (tag !== 'ADMINONLY') throw notEmulated(`AclTag ${tag.slice(0, 20)}`)
  rules.close(database.table(text(params, 'CollectionName')).name)
  return {}
}

/** The actions on collections by their names in the API. */
export function databaseManagement(database: Database, rules: Rules): Record<string, ManageAction> {
  /** @param known parameters besides the collection's name */
  const named =
    (known: string[], work: (name: string, params: Params) => Promise<unknown> | Params): ManageAction =>
    async given => {
      const params = only('the action', given, [...ALWAYS, 'TableName', ...known])
      return ((await work(text(params, 'TableName'), params)) as Params | undefined) ?? {}
    }
  return {
    ModifyDatabaseACL: params => close(database, rules, params),
    CreateTable: named([], name => database.createCollection(name)),
    DeleteTable: named([], name => database.dropCollection(name)),
    DescribeTable: named([], name => described(database, name)),
    UpdateTable: named(['CreateIndexes', 'DropIndexes'], (name, params) =>
      database.changeIndexes(name, {
        drop: list(params, 'DropIndexes').map(dropOf),
        add: list(params, 'CreateIndexes').map(specOf),
      }),
    ),
    ListTables(given) {
      const params = only('the action', given, [...ALWAYS, 'MgoOffset', 'MgoLimit'])
      const Offset = number(params, 'MgoOffset', 0)
      const Limit = Math.min(number(params, 'MgoLimit', LIST_DEFAULT), LIST_MAX)
      const names = database.names().sort()
      const Tables = names.slice(Offset, Offset + Limit).map(name => summary(database, name))
      return { Tables, Pager: { Offset, Limit, Total: names.length } }
    },
  }
}
