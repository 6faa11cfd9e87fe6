import { randomBytes } from 'node:crypto'
import { badParam, CloudError } from '../errors'
import { openCatalog, type Catalog, type Collection, type IndexSpec } from '../store/catalog'
import { findUnique, openRecords, type Records, type Stored } from '../store/records'
import { openStore, type Batch, type Snapshot, type Store } from '../store/store'
import type { Doc } from '../values/types'
import { runPipeline } from './aggregate/stages'
import { planPipeline } from './aggregate/plan'
import { find, type Found, type Search } from './find'
import { checkStorable } from './storable'
import { applyUpdate, sameDoc } from './update/apply'
import { seedOf } from './update/upsert'

export interface Modification {
  query: Doc
  /** Update operators or, as a replacement, the whole new document without `_id`. */
  change: Doc
  isReplacement: boolean
  isMulti: boolean
  isUpsert: boolean
}

export interface Modified {
  updated: number
  upsertId?: unknown
  /** The changed documents as they are now. */
  docs: Doc[]
  found: Found
}

export interface Database {
  store: Store
  catalog: Catalog
  records: Records
  now: () => Date
  collection(name: unknown): Collection
  createCollection(name: string): Promise<void>
  ensureIndexes(collection: string, specs: IndexSpec[]): Promise<void>
  insert(collection: Collection, docs: Doc[]): Promise<unknown[]>
  find(collection: Collection, search: Search): Found
  findById(collection: Collection, id: unknown, at?: Snapshot): Stored | undefined
  modify(collection: Collection, modification: Modification): Promise<Modified>
  remove(collection: Collection, query: Doc, isMulti: boolean): Promise<Found>
  aggregate(collection: Collection, pipeline: Doc[]): { docs: Doc[]; found: Found }
  close(): Promise<void>
}

export const newId = () => randomBytes(16).toString('hex')

/** `_id` first, as MongoDB stores it. */
export function withId(doc: Doc): Doc {
  const { _id: id = newId(), ...fields } = doc
  return { _id: id, ...fields }
}

/** The new document; the old one stays as it is. */
export function changed(before: Doc, { change, isReplacement, query }: Modification, now: () => Date): Doc {
  const after = isReplacement
    ? { _id: before._id, ...change }
    : applyUpdate(before, change, { now, query, isInsert: false })
  return checkStorable(after)
}

export function upserted({ change, isReplacement, query }: Modification, now: () => Date): Doc {
  const seed = seedOf(query)
  const doc = isReplacement
    ? { ...seed, ...change }
    : applyUpdate(seed, change, { now, query, isInsert: true })
  return checkStorable(withId(doc))
}

const collectionName = /^[^$\0.\s][^$\0\s]{0,99}$/

export function openDatabase(dir: string, options: { noSync: boolean; now: () => Date }): Database {
  const store = openStore(dir, options.noSync)
  const catalog = openCatalog(store)
  const records = openRecords(store, catalog)
  const { now } = options

  const collection = (name: unknown): Collection => {
    if (typeof name !== 'string' || !name) throw badParam('collectionName must be a string')
    const found = catalog.find(name)
    if (found) return found
    throw new CloudError('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}`)
  }

  function modifyIn(batch: Batch, target: Collection, modification: Modification): Modified {
    const { query, isMulti, isUpsert } = modification
    const found = find(store, target, { query, limit: isMulti ? Infinity : 1 })
    if (!found.records.length && isUpsert) {
      const { doc } = records.insert(batch, target, upserted(modification, now))
      return { updated: 0, upsertId: doc._id, docs: [doc], found }
    }
    const pairs = found.records.map(before => ({ before, doc: changed(before.doc, modification, now) }))
    const different = pairs.filter(({ before, doc }) => !sameDoc(before.doc, doc))
    for (const { before, doc } of different) records.replace(batch, target, before, doc)
    return { updated: different.length, docs: pairs.map(({ doc }) => doc), found }
  }

  return {
    store,
    catalog,
    records,
    now,
    collection,
    async createCollection(name) {
      if (!collectionName.test(name)) throw badParam(`collection name ${JSON.stringify(name)} is not allowed`)
      if (catalog.find(name))
        throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceExist] Table exist: ${name}`)
      await store.write(batch => void catalog.create(batch, name))
    },
    ensureIndexes: (name, specs) =>
      store.write(batch => {
        const target = catalog.find(name) ?? catalog.create(batch, name)
        const missing = specs.filter(spec => !target.indexes.some(index => index.name === spec.name))
        for (const spec of missing) records.build(batch, target, catalog.addIndex(batch, target, spec))
      }),
    insert: (target, docs) =>
      store.write(batch =>
        docs.map(doc => records.insert(batch, target, checkStorable(withId(doc))).doc._id),
      ),
    find: (target, search) => find(store, target, search),
    findById: (target, id, at) => findUnique(store, target, { _id: id }, at),
    modify: (target, modification) => store.write(batch => modifyIn(batch, target, modification)),
    remove: (target, query, isMulti) =>
      store.write(batch => {
        const found = find(store, target, { query, limit: isMulti ? Infinity : 1 })
        for (const record of found.records) records.remove(batch, target, record)
        return found
      }),
    aggregate(target, pipeline) {
      const { search, rest } = planPipeline(pipeline)
      const found = find(store, target, search)
      const readAll = (name: string) => {
        const other = catalog.find(name)
        return other ? find(store, other, { query: {} }).records.map(r => r.doc) : []
      }
      const docs = runPipeline(
        found.records.map(r => r.doc),
        rest,
        { variables: {}, readAll },
      )
      return { docs, found }
    },
    close: () => store.close(),
  }
}
