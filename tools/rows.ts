import { collectionNames, openManager } from './manager'
import { accountOf, type Target } from './place'

// The documents of a place, local or real, page by page and changed one at a time, through the SDK that exists for both.

export interface Row {
  _id: string
  [field: string]: unknown
}

/** What is written into a document, if it still is `same`. */
export interface Change {
  set: Record<string, unknown>
  remove: readonly string[]
  same: Record<string, unknown>
}

interface Command {
  gt(value: unknown): object
  set(value: unknown): object
  remove(): object
}

type Answer = Promise<{ code?: string; message?: string; updated?: number }>

interface Query {
  where(filter: object): Query
  orderBy(field: string, direction: 'asc'): Query
  limit(count: number): Query
  get(): Promise<{ data: Row[]; code?: string; message?: string }>
  update(data: object): Answer
}

interface Collection extends Query {
  add(row: object): Answer
  doc(id: string): { set(row: object): Answer }
}

interface App {
  database(): { command: Command; collection(name: string): Collection }
}

export interface Rows {
  /** The names of all collections, sorted. */
  names(): Promise<string[]>
  /** What comes after this id, in the order of ids. Ids that are no texts are none of ours. */
  page(name: string, after: string, limit: number): Promise<Row[]>
  get(name: string, id: string): Promise<Row | undefined>
  /** @returns whether it was added; false when something lies under this id already */
  addOnce(name: string, row: Row): Promise<boolean>
  /** Puts a row there, whatever was there before. */
  put(name: string, row: Row): Promise<void>
  /** @returns false when somebody has changed the document meanwhile; then nothing is written */
  change(name: string, id: string, change: Change): Promise<boolean>
}

/** The SDK tells some errors by an exception, others by a code. */
function fine<T extends { code?: string; message?: string }>(name: string, answer: T): T {
  if (answer.code) throw new Error(`${name}: ${answer.code} ${answer.message}`)
  return answer
}

export function openRows(target: Target): Rows {
  const account = accountOf(target)
  // the SDK reads its environment while it loads
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): App }
  const { envId: env, ...keys } = account
  const db = sdk.init({ env, ...keys, region: process.env.TENCENTCLOUD_REGION }).database()
  const { command } = db
  async function get(name: string, _id: string): Promise<Row | undefined> {
    return fine(name, await db.collection(name).where({ _id }).limit(1).get()).data[0]
  }
  return {
    get,
    names: async () => (await collectionNames(openManager(account).database)).sort(),
    async page(name, after, limit) {
      const later = db.collection(name).where({ _id: command.gt(after) })
      return fine(name, await later.orderBy('_id', 'asc').limit(limit).get()).data
    },
    async addOnce(name, row) {
      if (await get(name, row._id)) return false
      try {
        fine(name, await db.collection(name).add(row))
        return true
      } catch (error) {
        if (await get(name, row._id)) return false
        throw error
      }
    },
    async put(name, { _id, ...fields }) {
      fine(name, await db.collection(name).doc(_id).set(fields))
    },
    async change(name, _id, { set, remove, same }) {
      const kept = Object.entries(set).map(([field, value]) => [field, command.set(value)])
      const dropped = remove.map(field => [field, command.remove()])
      const data = Object.fromEntries([...kept, ...dropped]) as object
      const query = db.collection(name).where({ ...same, _id })
      return fine(name, await query.update(data)).updated === 1
    },
  }
}
