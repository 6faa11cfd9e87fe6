import type { Collection, Index } from './catalog'
import type { Range } from './store'

// A document lives under a record number, so that a scan answers in the order of insertion as MongoDB's does;
// `_id` is one unique index among the others.

const RECORD = 1
const ENTRY = 2
const NUMBER_BYTES = 6
const RECORD_HEAD = 5

function head(kind: number, collection: Collection, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes[0] = kind
  bytes.writeUInt32BE(collection.id, 1)
  return bytes
}

export function recordKey(collection: Collection, record: number): Buffer {
  const key = head(RECORD, collection, RECORD_HEAD + NUMBER_BYTES)
  key.writeUIntBE(record, RECORD_HEAD, NUMBER_BYTES)
  return key
}

export const recordOfKey = (key: Buffer) => key.readUIntBE(RECORD_HEAD, NUMBER_BYTES)

export function recordRange(collection: Collection): Range {
  const start = head(RECORD, collection, RECORD_HEAD)
  return { start, end: Buffer.concat([start, Buffer.from([0xff])]) }
}

/** All entries of an index start with this. */
export function indexPrefix(collection: Collection, index: Index): Buffer {
  const key = head(ENTRY, collection, 7)
  key.writeUInt16BE(index.id, 5)
  return key
}

/** The record number as an entry's value and, where values may repeat, as the end of its key. */
export function numberBytes(record: number): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES)
  bytes.writeUIntBE(record, 0, NUMBER_BYTES)
  return bytes
}

export const recordOfEntry = (value: Buffer) => value.readUIntBE(0, NUMBER_BYTES)
