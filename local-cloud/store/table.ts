import { deserialize, serialize } from 'bson'
import { refusedWrite } from '../errors'
import type { Doc } from '../values/types'
import type { Batch } from './batch'
import { noSuchCollection, type Catalog, type Collection, type Index } from './catalog'
import { entriesOf } from './entries'
import { indexPrefix, numberBytes, recordKey, recordOfEntry, recordOfKey, recordRange } from './keys'
import type { Entry, Getter, Range, Reader, Store } from './store'

export interface Stored {
  record: number
  /** The number of the write that made it: transactions compare it to learn whether somebody was there first. */
  version: number
  doc: Doc
}

const VERSION_BYTES = 8
const AFTER = Buffer.from([0xff])
const DOCUMENT_LIMIT_BYTES = 512 * 1024

/** The documents of one collection and the entries of its indexes, which change together. */
export class Table {
  private lastRecord: number | undefined

  constructor(
    readonly collection: Collection,
    private readonly catalog: Catalog,
    private readonly store: Store,
  ) {}

  get name(): string {
    return this.collection.name
  }

  read(from: Getter, record: number): Stored | undefined {
    const value = from.get(recordKey(this.collection, record))
    return value && decode(record, value)
  }

  findById(from: Getter, id: unknown): Stored | undefined {
    const index = this.collection.indexes[0]!
    const key = this.entryKey(index, entriesOf(index, { _id: id }).keys[0]!, 0)
    const entry = from.get(key)
    return entry && this.read(from, recordOfEntry(entry))
  }

  *scan(from: Reader): Iterable<Stored> {
    for (const { key, value } of from.range(recordRange(this.collection)))
      yield decode(recordOfKey(key), value)
  }

  /** The collection as somebody may use it who reads this state. */
  seenBy(reader: Reader): Collection {
    if (reader === this.store) return this.collection
    return { ...this.collection, indexes: this.catalog.indexesIn(reader, this.collection) }
  }

  insert(batch: Batch, doc: Doc): Stored {
    // it may have been dropped while this write waited
    if (this.catalog.find(this.name) !== this.collection) throw noSuchCollection(this.name)
    const record = this.nextRecord()
    for (const index of this.collection.indexes) this.addEntries(batch, index, { record, doc })
    batch.changes.push({ collection: this.name, after: doc })
    return this.save(batch, record, doc)
  }

  replace(batch: Batch, before: Stored, doc: Doc): Stored {
    this.release(batch, before, doc)
    return this.settle(batch, before, doc)
  }

  remove(batch: Batch, before: Stored): void {
    this.release(batch, before)
    batch.remove(recordKey(this.collection, before.record))
    batch.changes.push({ collection: this.name, before: before.doc })
  }

  /** Frees the keys that a document will no longer have. The first half of `replace`. */
  release(batch: Batch, before: Stored, doc?: Doc): void {
    for (const index of this.moved(before.doc, doc)) this.removeEntries(batch, index, before)
  }

  /** Takes the keys that it will have. The other half, for several documents after all are released. */
  settle(batch: Batch, before: Stored, doc: Doc): Stored {
    for (const index of this.moved(before.doc, doc))
      this.addEntries(batch, index, { record: before.record, doc })
    batch.changes.push({ collection: this.name, before: before.doc, after: doc })
    return this.save(batch, before.record, doc)
  }

  private moved(before: Doc, doc?: Doc): Index[] {
    return this.collection.indexes.filter(index => !doc || hasMoved(index, before, doc))
  }

  /** Fills a new index from the documents that are there. */
  build(batch: Batch, index: Index): void {
    for (const stored of this.scan(this.store)) this.addEntries(batch, index, stored)
  }

  /** Forgets the entries of an index. */
  unbuild(batch: Batch, index: Index): void {
    const start = indexPrefix(this.collection, index)
    this.removeRange(batch, { start, end: Buffer.concat([start, AFTER]) })
  }

  /** Forgets all documents and entries. Who watches the collection hears of it. */
  clear(batch: Batch): void {
    for (const index of this.collection.indexes) this.unbuild(batch, index)
    this.removeRange(batch, recordRange(this.collection))
    batch.changes.push({ collection: this.name })
  }

  private removeRange(batch: Batch, range: Range): void {
    for (const { key } of this.store.range(range)) batch.remove(key)
  }

  private addEntries(batch: Batch, index: Index, { record, doc }: Omit<Stored, 'version'>): void {
    const { keys, values, multikey, arrays } = entriesOf(index, doc)
    if (multikey) this.catalog.markMultikey(batch, this.collection, { index, arrays })
    const own = numberBytes(record)
    keys.forEach((tuple, i) => {
      const key = this.entryKey(index, tuple, record)
      const holder = index.unique ? batch.get(key) : undefined
      if (holder && !holder.equals(own)) throw duplicateKey(this.name, index, values[i]!)
      batch.put(key, own)
    })
  }

  private removeEntries(batch: Batch, index: Index, { record, doc }: Stored): void {
    for (const tuple of entriesOf(index, doc).keys) batch.remove(this.entryKey(index, tuple, record))
  }

  private entryKey(index: Index, tuple: Buffer, record: number): Buffer {
    const start = indexPrefix(this.collection, index)
    return Buffer.concat(index.unique ? [start, tuple] : [start, tuple, numberBytes(record)])
  }

  private save(batch: Batch, record: number, doc: Doc): Stored {
    const body = serialize(doc, { ignoreUndefined: true })
    if (body.length > DOCUMENT_LIMIT_BYTES)
      throw refusedWrite(`document of ${body.length} bytes exceeds ${DOCUMENT_LIMIT_BYTES}`)
    const version = Buffer.alloc(VERSION_BYTES)
    const number = this.store.nextVersion()
    version.writeDoubleBE(number)
    batch.put(recordKey(this.collection, record), Buffer.concat([version, body]))
    return { record, version: number, doc }
  }

  /** Record numbers only grow; after a start the last one on disk says where to go on. */
  private nextRecord(): number {
    this.lastRecord ??= this.findLastRecord()
    return ++this.lastRecord
  }

  private findLastRecord(): number {
    const range = { ...recordRange(this.collection), reverse: true }
    const [last] = this.store.range(range) as Iterable<Entry | undefined>
    return last ? recordOfKey(last.key) : 0
  }
}

function decode(record: number, value: Buffer): Stored {
  const doc = deserialize(value.subarray(VERSION_BYTES), { bsonRegExp: true }) as Doc
  return { record, version: value.readDoubleBE(0), doc }
}

function hasMoved(index: Index, before: Doc, after: Doc): boolean {
  const [old, now] = [entriesOf(index, before).keys, entriesOf(index, after).keys]
  return old.length !== now.length || old.some((key, i) => !key.equals(now[i]!))
}

/** MongoDB's words in the wrapping of the real service. */
export function duplicateKey(collection: string, index: Pick<Index, 'name' | 'fields'>, values: unknown[]) {
  const shown = index.fields.map((field, i) => `${field}: ${JSON.stringify(values[i] ?? null)}`).join(', ')
  const text = `E11000 duplicate key error collection: ${collection} index: ${index.name} dup key: { ${shown} }`
  return refusedWrite(text)
}
