import { badParam } from '../errors'
import type { Batch } from './batch'
import type { Reader } from './store'

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
export class Catalog {
  private readonly collections = new Map<string, Collection>()

  constructor(reader: Reader) {
    const range = { start: Buffer.from([CATALOG]), end: Buffer.from([CATALOG + 1]) }
    for (const { value } of reader.range(range)) {
      const collection = JSON.parse(value.toString()) as Collection
      this.collections.set(collection.name, collection)
    }
  }

  find(name: string): Collection | undefined {
    return this.collections.get(name)
  }

  names(): string[] {
    return [...this.collections.keys()]
  }

  create(batch: Batch, name: string): Collection {
    const id = Math.max(0, ...[...this.collections.values()].map(c => c.id)) + 1
    const collection = { id, name, indexes: [{ ...ID_INDEX }], nextIndexId: 1 }
    this.collections.set(name, collection)
    batch.onAbort(() => this.collections.delete(name))
    this.save(batch, collection)
    return collection
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
    }
    collection.indexes.push(index)
    batch.onAbort(() => collection.indexes.pop())
    this.save(batch, collection)
    return index
  }

  markMultikey(batch: Batch, collection: Collection, index: Index): void {
    if (index.multikey) return
    index.multikey = true
    batch.onAbort(() => (index.multikey = false))
    this.save(batch, collection)
  }

  private save(batch: Batch, collection: Collection): void {
    batch.put(catalogKey(collection.name), Buffer.from(JSON.stringify(collection)))
  }
}
