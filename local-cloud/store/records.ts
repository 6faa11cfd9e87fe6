import { deserialize, serialize } from 'bson'
import { refused } from '../errors'
import type { Doc } from '../values/types'
import type { Catalog, Collection, Index } from './catalog'
import { entriesOf } from './entries'
import type { Batch, Snapshot, Store } from './store'

// A document lives under a record number, so that a scan answers in the order of insertion as MongoDB's does;
// `_id` is one unique index among the others. The value starts with the number of the write that made it:
// transactions compare it to find out whether somebody else was there first.

const RECORD = 1
const ENTRY = 2
const NUMBER_BYTES = 6
const VERSION_BYTES = 8
const DOCUMENT_LIMIT_BYTES = 512 * 1024

export interface Stored {
  record: number
  version: number
  doc: Doc
}

const prefix = (kind: number, collection: Collection, more: number) => {
  const bytes = Buffer.alloc(more)
  bytes[0] = kind
  bytes.writeUInt32BE(collection.id, 1)
  return bytes
}

const recordKey = (collection: Collection, record: number) => {
  const key = prefix(RECORD, collection, 5 + NUMBER_BYTES)
  key.writeUIntBE(record, 5, NUMBER_BYTES)
  return key
}

const numberBytes = (record: number) => {
  const bytes = Buffer.alloc(NUMBER_BYTES)
  bytes.writeUIntBE(record, 0, NUMBER_BYTES)
  return bytes
}

/** All entries of an index start with this. */
export const indexPrefix = (collection: Collection, index: Index) => {
  const key = prefix(ENTRY, collection, 7)
  key.writeUInt16BE(index.id, 5)
  return key
}

export const recordOf = (entryValue: Buffer) => entryValue.readUIntBE(0, NUMBER_BYTES)

export const recordRange = (collection: Collection) => ({
  start: prefix(RECORD, collection, 5),
  end: Buffer.concat([prefix(RECORD, collection, 5), Buffer.from([0xff])]),
})

export function decodeRecord(key: Buffer, value: Buffer): Stored {
  return stored(key.readUIntBE(5, NUMBER_BYTES), value)
}

function stored(record: number, value: Buffer): Stored {
  const doc = deserialize(value.subarray(VERSION_BYTES), { bsonRegExp: true }) as Doc
  return { record, version: value.readDoubleBE(0), doc }
}

interface Reader {
  get(key: Buffer, at?: Snapshot): Buffer | undefined
}

export function readRecord(from: Reader, collection: Collection, record: number, at?: Snapshot) {
  const value = from.get(recordKey(collection, record), at)
  return value && stored(record, value)
}

/** The document whose unique index (by default `_id`) holds the values of `like`. */
export function findUnique(from: Reader, collection: Collection, like: Doc, at?: Snapshot) {
  const index = collection.indexes[0]!
  const key = Buffer.concat([indexPrefix(collection, index), entriesOf(index, like).keys[0]!])
  const value = from.get(key, at)
  return value && readRecord(from, collection, recordOf(value), at)
}

const duplicate = (collection: Collection, index: Index, values: unknown[]) => {
  const shown = index.fields.map((field, i) => `${field}: ${JSON.stringify(values[i] ?? null)}`).join(', ')
  const text = `E11000 duplicate key error collection: ${collection.name} index: ${index.name} dup key: { ${shown} }`
  return refused(`multiple write errors: [{write errors: [{${text}}]}, {<nil>}]`)
}

export interface Records {
  insert(batch: Batch, collection: Collection, doc: Doc): Stored
  replace(batch: Batch, collection: Collection, before: Stored, doc: Doc): void
  remove(batch: Batch, collection: Collection, before: Stored): void
  /** Fills a new index from the documents that are there. */
  build(batch: Batch, collection: Collection, index: Index): void
}

export function openRecords(store: Store, catalog: Catalog): Records {
  // later than any number of an earlier run, so that a version never comes twice
  let lastVersion = Date.now() * 1000

  function addEntries(
    batch: Batch,
    collection: Collection,
    index: Index,
    target: { record: number; doc: Doc },
  ) {
    const { keys, values, multikey } = entriesOf(index, target.doc)
    if (multikey && !index.multikey) {
      index.multikey = true
      batch.onAbort(() => (index.multikey = false))
      catalog.save(batch, collection)
    }
    const start = indexPrefix(collection, index)
    keys.forEach((tuple, i) => {
      const own = numberBytes(target.record)
      const key = Buffer.concat(index.unique ? [start, tuple] : [start, tuple, own])
      const holder = index.unique ? batch.get(key) : undefined
      if (holder && !holder.equals(own)) throw duplicate(collection, index, values[i]!)
      batch.put(key, own)
    })
  }

  function removeEntries(batch: Batch, collection: Collection, index: Index, { record, doc }: Stored) {
    const start = indexPrefix(collection, index)
    for (const tuple of entriesOf(index, doc).keys)
      batch.remove(Buffer.concat(index.unique ? [start, tuple] : [start, tuple, numberBytes(record)]))
  }

  function save(batch: Batch, collection: Collection, record: number, doc: Doc): Stored {
    const body = serialize(doc, { ignoreUndefined: true })
    if (body.length > DOCUMENT_LIMIT_BYTES)
      throw refused(`document of ${body.length} bytes exceeds ${DOCUMENT_LIMIT_BYTES}`)
    const version = Buffer.alloc(VERSION_BYTES)
    version.writeDoubleBE(++lastVersion)
    batch.put(recordKey(collection, record), Buffer.concat([version, body]))
    return { record, version: lastVersion, doc }
  }

  return {
    insert(batch, collection, doc) {
      const record = nextRecord(store, collection)
      for (const index of collection.indexes) addEntries(batch, collection, index, { record, doc })
      return save(batch, collection, record, doc)
    },
    replace(batch, collection, before, doc) {
      const moved = collection.indexes.filter(index => hasMoved(index, before.doc, doc))
      for (const index of moved) removeEntries(batch, collection, index, before)
      for (const index of moved) addEntries(batch, collection, index, { record: before.record, doc })
      save(batch, collection, before.record, doc)
    },
    remove(batch, collection, before) {
      for (const index of collection.indexes) removeEntries(batch, collection, index, before)
      batch.remove(recordKey(collection, before.record))
    },
    build(batch, collection, index) {
      for (const { key, value } of store.range(recordRange(collection)))
        addEntries(batch, collection, index, decodeRecord(key, value))
    },
  }
}

function hasMoved(index: Index, before: Doc, after: Doc): boolean {
  const [old, now] = [entriesOf(index, before).keys, entriesOf(index, after).keys]
  return old.length !== now.length || old.some((key, i) => !key.equals(now[i]!))
}

const counters = new WeakMap<Collection, number>()

/** Record numbers only grow; after a start the last one on disk says where to go on. */
function nextRecord(store: Store, collection: Collection): number {
  const known = counters.get(collection) ?? lastRecord(store, collection)
  counters.set(collection, known + 1)
  return known + 1
}

function lastRecord(store: Store, collection: Collection): number {
  for (const { key } of store.range({ ...recordRange(collection), reverse: true }))
    return key.readUIntBE(5, NUMBER_BYTES)
  return 0
}
