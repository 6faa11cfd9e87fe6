import { badParam, CloudError } from '../errors'
import type { Collection } from '../store/catalog'
import { parse, parseDoc, stringify } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import { changed, upserted, withId, type Database, type Modification } from './database'
import type { Cost, Found } from './find'
import { project } from './project'
import { parseSort } from './sort'
import { checkStorable } from './storable'
import { sameDoc } from './update/apply'
import type { Transactions } from './transactions'

/** A request of the SDK: JSON with Extended JSON strings inside. */
export type Request = Record<string, unknown>

export interface Reply {
  data?: Doc
  /** Fields beside `data`, such as the id of a new transaction. */
  top?: Doc
  cost?: Cost
}

export type Action = (request: Request) => Promise<Reply> | Reply

const LIMIT_MAX = 1000
const LIMIT_DEFAULT = 100

const count = (value: unknown, fallback: number, what: string): number => {
  if (value === undefined || value === null) return fallback
  if (!Number.isInteger(value) || (value as number) < 0)
    throw badParam(`${what} must be a whole number, not negative`)
  return value as number
}

export function databaseActions(database: Database, transactions: Transactions): Record<string, Action> {
  const { now } = database
  const doc = (text: unknown, what: string) => parseDoc(text, now, what)
  const target = (request: Request) => database.collection(request.collectionName)

  function idOf(request: Request): unknown {
    const { _id: id } = doc(request.query, 'query')
    if (id === undefined) throw badParam('docId不能为空')
    return id
  }

  function inserted(request: Request): Doc[] {
    if (!Array.isArray(request.data) || !request.data.length) throw badParam('data must be a nonempty array')
    return request.data.map(text => {
      const value = parse(text, now, 'data')
      if (!isDoc(value)) throw badParam('data must be an object')
      return value
    })
  }

  function modification(request: Request): Modification {
    return {
      query: doc(request.query, 'query'),
      change: doc(request.data, 'data'),
      isReplacement: request.merge === false,
      isMulti: request.multi === true,
      isUpsert: request.upsert === true,
    }
  }

  function search(request: Request): Found {
    const limit = Math.min(count(request.limit, LIMIT_DEFAULT, 'limit') || LIMIT_DEFAULT, LIMIT_MAX)
    return database.find(target(request), {
      query: doc(request.query, 'query'),
      sort: parseSort(doc(request.order, 'order')),
      offset: count(request.offset, 0, 'offset'),
      limit,
    })
  }

  function list(request: Request, docs: Doc[]): Doc {
    const projection = doc(request.projection, 'projection')
    const shown = Object.keys(projection).length ? docs.map(d => project(d, projection)) : docs
    return { list: shown.map(stringify) }
  }

  async function get(request: Request): Promise<Reply> {
    if (request.transactionId) return getInTransaction(request)
    if (request.queryType !== 'DOC') {
      const found = search(request)
      return {
        data: list(
          request,
          found.records.map(r => r.doc),
        ),
        cost: found.cost,
      }
    }
    const record = database.findById(target(request), idOf(request))
    return {
      data: list(request, record ? [record.doc] : []),
      cost: { examined: record ? 1 : 0, index: '_id_' },
    }
  }

  const inTransaction = (request: Request) => {
    if (request.queryType !== undefined && request.queryType !== 'DOC')
      throw badParam('only doc() and add() work in a transaction: where() would run outside of it')
    return String(request.transactionId)
  }

  async function getInTransaction(request: Request): Promise<Reply> {
    const id = inTransaction(request)
    const found = await transactions.run(id, tx => tx.get(target(request), idOf(request)))
    return { data: list(request, found ? [found] : []), cost: { examined: 1, index: '_id_' } }
  }

  async function insert(request: Request): Promise<Reply> {
    const docs = inserted(request)
    const collection = target(request)
    if (!request.transactionId) return { data: { insertedIds: await database.insert(collection, docs) } }
    const insertedIds = await transactions.run(inTransaction(request), tx =>
      docs.map(withId).map(own => {
        if (tx.get(collection, own._id)) throw duplicateId(collection, own._id)
        tx.write(collection, own._id, checkStorable(own))
        return own._id
      }),
    )
    return { data: { insertedIds } }
  }

  async function modify(request: Request): Promise<Reply> {
    const change = modification(request)
    if (request.transactionId) return modifyInTransaction(request, change)
    const { updated, upsertId, found } = await database.modify(target(request), change)
    return { data: { updated, upsert_id: upsertId }, cost: found.cost }
  }

  async function modifyInTransaction(request: Request, change: Modification): Promise<Reply> {
    const collection = target(request)
    const id = idOf(request)
    const data = await transactions.run(inTransaction(request), tx => {
      const before = tx.get(collection, id)
      if (!before && !change.isUpsert) return { updated: 0 }
      const after = before ? changed(before, change, now) : upserted(change, now)
      if (before && sameDoc(before, after)) return { updated: 0 }
      tx.write(collection, id, after)
      return before ? { updated: 1 } : { updated: 0, upsert_id: id }
    })
    return { data }
  }

  async function modifyAndReturn(request: Request): Promise<Reply> {
    const change = { ...modification(request), isReplacement: false, isMulti: false, isUpsert: false }
    if (request.transactionId) throw badParam('where().updateAndReturn() inside a transaction')
    const { updated, docs, found } = await database.modify(target(request), change)
    return { data: { updated, doc: docs[0] && stringify(docs[0]) }, cost: found.cost }
  }

  async function remove(request: Request): Promise<Reply> {
    const collection = target(request)
    const query = doc(request.query, 'query')
    if (!request.transactionId) {
      const found = await database.remove(collection, query, request.multi === true)
      return { data: { deleted: found.records.length }, cost: found.cost }
    }
    const deleted = await transactions.run(inTransaction(request), tx => {
      if (!tx.get(collection, query._id)) return 0
      tx.write(collection, query._id, null)
      return 1
    })
    return { data: { deleted } }
  }

  function aggregate(request: Request): Reply {
    if (!Array.isArray(request.stages)) throw badParam('stages must be an array')
    const pipeline = (request.stages as Request[]).map(({ stageKey, stageValue }) => ({
      [String(stageKey)]: parse(stageValue, now, 'stage'),
    }))
    const { docs, found } = database.aggregate(target(request), pipeline)
    return { data: { list: docs.map(stringify) }, cost: found.cost }
  }

  function total(request: Request): Reply {
    const { records, cost } = database.find(target(request), { query: doc(request.query, 'query') })
    return { data: { total: records.length }, cost }
  }

  return {
    'database.addCollection': async request => {
      await database.createCollection(String(request.collectionName))
      return {}
    },
    'database.insertDocument': insert,
    'database.getDocument': get,
    'database.calculateDocument': total,
    'database.modifyDocument': modify,
    'database.modifyAndReturnDoc': modifyAndReturn,
    'database.removeDocument': remove,
    'database.aggregateDocuments': aggregate,
    'database.startTransaction': () => ({ top: { transactionId: transactions.start() } }),
    'database.commitTransaction': async request => {
      await transactions.commit(String(request.transactionId))
      return {}
    },
    'database.abortTransaction': request => {
      transactions.abort(String(request.transactionId))
      return {}
    },
  }
}

const duplicateId = (collection: Collection, id: unknown) =>
  new CloudError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation] multiple write errors: [{write errors: [{E11000 duplicate key error collection: ` +
      `${collection.name} index: _id_ dup key: { _id: ${JSON.stringify(id)} }}]}, {<nil>}]`,
  )
