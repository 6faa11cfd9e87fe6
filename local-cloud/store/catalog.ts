import { badParam } from '../errors'
import type { Batch, Store } from './store'

/** As written in database-indexes.json. */
export interface IndexSpec {
  name: string
  unique?: boolean
  keys: Record<string, 1 | -1>
}

export interface Index {
  id: number
  name: string
  unique: boolean
  fields: string[]
  directions: number[]
  /** Some document has an array in an indexed field, so one document may have several entries. */
  multikey: boolean
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

const CATALOG = 0
const catalogKey = (name: string) => Buffer.concat([Buffer.from([CATALOG]), Buffer.from(name)])

/** Collections and their indexes, kept in memory and saved with the batch that changes them. */
export interface Catalog {
  find(name: string): Collection | undefined
  names(): string[]
  create(batch: Batch, name: string): Collection
  addIndex(batch: Batch, collection: Collection, spec: IndexSpec): Index
  save(batch: Batch, collection: Collection): void
}

export function openCatalog(store: Store): Catalog {
  const collections = new Map<string, Collection>()
  const range = { start: Buffer.from([CATALOG]), end: Buffer.from([CATALOG + 1]) }
  for (const { value } of store.range(range)) {
    const collection = JSON.parse(value.toString()) as Collection
    collections.set(collection.name, collection)
  }
  const nextId = () => Math.max(0, ...[...collections.values()].map(c => c.id)) + 1

  const save = (batch: Batch, collection: Collection) =>
    batch.put(catalogKey(collection.name), Buffer.from(JSON.stringify(collection)))

  return {
    find: name => collections.get(name),
    names: () => [...collections.keys()],
    save,
    create(batch, name) {
      const collection = { id: nextId(), name, indexes: [{ ...ID_INDEX }], nextIndexId: 1 }
      collections.set(name, collection)
      batch.onAbort(() => collections.delete(name))
      save(batch, collection)
      return collection
    },
    addIndex(batch, collection, spec) {
      if (collection.indexes.length >= INDEX_LIMIT)
        throw badParam(`${collection.name}: at most ${INDEX_LIMIT} indexes`)
      const index = {
        id: collection.nextIndexId++,
        name: spec.name,
        unique: spec.unique === true,
        fields: Object.keys(spec.keys),
        directions: Object.values(spec.keys),
        multikey: false,
      }
      collection.indexes.push(index)
      batch.onAbort(() => collection.indexes.pop())
      save(batch, collection)
      return index
    },
  }
}
