import { collectionNames, openManager } from '../manager'
import { accountOf, type Target } from '../place'

// The documents of a place, local or real, page by page and changed one at a time, through the SDK that exists for both.

export interface Document {
  _id: string
  version?: unknown
  [field: string]: unknown
}

interface Command {
  gt(value: unknown): object
  set(value: unknown): object
  inc(by: number): object
}

interface Query {
  where(filter: object): Query
  orderBy(field: string, direction: 'asc'): Query
  limit(count: number): Query
  get(): Promise<{ data: Document[] }>
  update(data: object): Promise<{ updated: number; code?: string; message?: string }>
}

interface App {
  database(): { command: Command; collection(name: string): Query }
}

export interface Tables {
  /** The names of all collections, sorted. */
  names(): Promise<string[]>
  /** What comes after this id, in the order of ids. Ids that are no texts are none of ours. */
  page(name: string, after: string, limit: number): Promise<Document[]>
  get(name: string, id: string): Promise<Document | undefined>
  /**
   * Replaces the values at these paths, if the document still is as `expected` says.
   * @returns false when somebody has changed it
   */
  replace(name: string, expected: Document, values: Record<string, unknown>): Promise<boolean>
}

export function openTables(target: Target): Tables {
  const account = accountOf(target)
  // the SDK reads its environment while it loads
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): App }
  const { envId: env, ...keys } = account
  const db = sdk.init({ env, ...keys, region: process.env.TENCENTCLOUD_REGION }).database()
  const { command } = db
  return {
    names: async () => (await collectionNames(openManager(account).database)).sort(),
    async page(name, after, limit) {
      const later = db.collection(name).where({ _id: command.gt(after) })
      return (await later.orderBy('_id', 'asc').limit(limit).get()).data
    },
    async get(name, id) {
      return (await db.collection(name).where({ _id: id }).limit(1).get()).data[0]
    },
    async replace(name, expected, values) {
      const { version } = expected
      const isVersioned = typeof version === 'number'
      const same = isVersioned ? { version } : flat(expected, Object.keys(values))
      const data = Object.entries(values).map(([path, value]) => [path, command.set(value)])
      const change = { ...Object.fromEntries(data), ...(isVersioned && { version: command.inc(1) }) }
      const query = db.collection(name).where({ _id: expected._id, ...same })
      const { updated, code, message } = await query.update(change)
      if (code) throw new Error(`${name} cannot be changed: ${code} ${message}`)
      return updated === 1
    },
  }
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)

/** A condition for each part of the old values: what has no version is the same as long as these are. */
const flat = (document: Document, paths: string[]): object =>
  Object.fromEntries(
    paths.flatMap(path =>
      Object.entries(at(document, path) as object).map(([part, value]) => [
        `${path}.${part}`,
        value as unknown,
      ]),
    ),
  )
