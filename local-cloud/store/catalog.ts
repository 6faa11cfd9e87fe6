import { badParam, CloudError, notEmulated, refused } from '../errors'
import { isDoc } from '../values/types'
import type { Batch } from './batch'
import type { Getter, Reader } from './store'

/** As written in database-indexes.json. */
export interface IndexSpec {
  name: string
  unique?: boolean
  keys: Record<string, 1 | -1>
  /** which query it serves: for people */
  for?: string
}

export interface Index {
  id: number
  name: string
  unique: boolean
  fields: string[]
  directions: number[]
  /** Some document has an array in an indexed field, so one document may have several entries. */
  multikey: boolean
  /** The fields in which some document has one; unknown when the data is older than this knowledge. */
  arrays?: string[]
}

export interface Collection {
  id: number
  name: string
  indexes: Index[]
  nextIndexId: number
}

const INDEX_LIMIT = 20
const ID_INDEX: Index = {
  id: 0,
  name: '_id_',
  unique: true,
  fields: ['_id'],
  directions: [1],
  multikey: false,
}

const SPEC_NAMES = ['name', 'unique', 'keys', 'for']

/** Refuses what MongoDB would, and what would be another index than the one asked for. */
function checkSpec(spec: IndexSpec): void {
  const { name, unique, keys } = spec
  if (typeof name !== 'string' || !name) throw badParam('an index must have a name')
  const unknown = Object.keys(spec).find(key => !SPEC_NAMES.includes(key))
  if (unknown) throw notEmulated(`index ${name} with ${unknown}`)
  if (unique !== undefined && typeof unique !== 'boolean')
    throw badParam(`index ${name}: unique must be true or false`)
  if (!isDoc(keys) || !Object.keys(keys).length) throw badParam(`index ${name} must have keys`)
  for (const [field, direction] of Object.entries(keys as Record<string, unknown>)) {
    if (typeof direction === 'string') throw notEmulated(`index ${name} of the kind ${direction}`)
    if (direction !== 1 && direction !== -1) throw badParam(`index ${name}: ${field} must be 1 or -1`)
    if (field.split('.').some(part => part === '' || part.startsWith('$')))
      throw badParam(`index ${name}: '${field}' is not the name of a field`)
  }
}

const CATALOG = 0
export const noSuchCollection = (name: string) =>
  new CloudError('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}`)
const catalogKey = (name: string) => Buffer.concat([Buffer.from([CATALOG]), Buffer.from(name)])

const hasKeys = ({ fields, directions }: Index, { keys }: IndexSpec) =>
  fields.join() === Object.keys(keys).join() && directions.join() === Object.values(keys).join()

const isThe = (index: Index, spec: IndexSpec) =>
  index.name === spec.name && hasKeys(index, spec) && index.unique === (spec.unique ?? false)

const isInTheWay = (index: Index, spec: IndexSpec) => index.name === spec.name || hasKeys(index, spec)

/** Collections and their indexes, kept in memory and saved with the batch that changes them. */
export class Catalog {
  private readonly collections = new Map<string, Collection>()
  // an id never comes twice while a snapshot may still hold what had it before
  private lastId: number

  constructor(reader: Reader) {
    const range = { start: Buffer.from([CATALOG]), end: Buffer.from([CATALOG + 1]) }
    for (const { value } of reader.range(range)) {
      const collection = JSON.parse(value.toString()) as Collection
      this.collections.set(collection.name, collection)
    }
    this.lastId = Math.max(0, ...[...this.collections.values()].map(({ id }) => id))
  }

  find(name: string): Collection | undefined {
    return this.collections.get(name)
  }

  names(): string[] {
    return [...this.collections.keys()]
  }

  create(batch: Batch, name: string): Collection {
    const collection = { id: ++this.lastId, name, indexes: [{ ...ID_INDEX }], nextIndexId: 1 }
    this.collections.set(name, collection)
    batch.onAbort(() => this.collections.delete(name))
    this.save(batch, collection)
    return collection
  }

  drop(batch: Batch, collection: Collection): void {
    this.collections.delete(collection.name)
    batch.onAbort(() => this.collections.set(collection.name, collection))
    batch.remove(catalogKey(collection.name))
  }

  /** @throws when it is no index, or another has its name or its keys, as MongoDB does */
  isMissing(collection: Collection, spec: IndexSpec): boolean {
    checkSpec(spec)
    if (collection.indexes.some(index => isThe(index, spec))) return false
    const other = collection.indexes.find(index => isInTheWay(index, spec))
    if (!other) return true
    if (other.name !== spec.name) throw refused(`Index already exists with a different name: ${other.name}`)
    throw refused(
      `An existing index has the same name as the requested index: ${collection.name}.${spec.name}`,
    )
  }

  /** Indexes of which another one has the name or the keys, but that is not the same. */
  inTheWay(collection: Collection, specs: IndexSpec[]): Index[] {
    specs.forEach(checkSpec)
    return collection.indexes.filter(
      index => specs.some(spec => isInTheWay(index, spec)) && !specs.some(spec => isThe(index, spec)),
    )
  }

  addIndex(batch: Batch, collection: Collection, spec: IndexSpec): Index {
    if (collection.indexes.length >= INDEX_LIMIT)
      throw badParam(`${collection.name}: at most ${INDEX_LIMIT} indexes`)
    const index = {
      id: collection.nextIndexId++,
      name: spec.name,
      unique: spec.unique === true,
      fields: Object.keys(spec.keys),
      directions: Object.values(spec.keys),
      multikey: false,
      arrays: [],
    }
    collection.indexes.push(index)
    batch.onAbort(() => collection.indexes.pop())
    this.save(batch, collection)
    return index
  }

  dropIndex(batch: Batch, collection: Collection, name: string): Index {
    const at = collection.indexes.findIndex(index => index.name === name)
    const index = collection.indexes[at]
    if (!index) throw refused(`index not found with name [${name}]`)
    if (at === 0) throw refused('cannot drop _id index')
    collection.indexes.splice(at, 1)
    batch.onAbort(() => collection.indexes.splice(at, 0, index))
    this.save(batch, collection)
    return index
  }

  /** The indexes that somebody who reads an older state may use: one that was made later has no entries there. */
  indexesIn(reader: Getter, { id, name, indexes }: Collection): Index[] {
    const saved = reader.get(catalogKey(name))
    const then = saved && (JSON.parse(saved.toString()) as Collection)
    return then?.id === id ? indexes.filter(index => index.id < then.nextIndexId) : []
  }

  markMultikey(
    batch: Batch,
    collection: Collection,
    { index, arrays }: { index: Index; arrays: string[] },
  ): void {
    const before = { multikey: index.multikey, arrays: index.arrays }
    const known = index.arrays ?? []
    const fresh = arrays.filter(field => !known.includes(field))
    if (index.multikey && (!index.arrays || !fresh.length)) return
    Object.assign(index, { multikey: true, arrays: index.arrays && [...known, ...fresh] })
    batch.onAbort(() => Object.assign(index, before))
    this.save(batch, collection)
  }

  private save(batch: Batch, collection: Collection): void {
    batch.put(catalogKey(collection.name), Buffer.from(JSON.stringify(collection)))
  }
}
