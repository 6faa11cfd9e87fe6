import { entriesOf } from './entries'
import { indexPrefix, recordOfEntry } from './keys'
import type { Collection } from './catalog'
import type { Reader } from './store'
import type { Table } from './table'

const AFTER = Buffer.from([0xff])

function entriesOnDisk(
  reader: Reader,
  collection: Collection,
  index: Collection['indexes'][number],
): string[] {
  const start = indexPrefix(collection, index)
  const found: string[] = []
  for (const { key, value } of reader.range({ start, end: Buffer.concat([start, AFTER]) })) {
    const length = index.unique ? key.length : key.length - value.length
    found.push(`${key.subarray(start.length, length).toString('hex')} ${recordOfEntry(value)}`)
  }
  return found.sort()
}

/** Compares every index with the documents themselves. Answers what is wrong, in words; nothing if all is well. */
export function indexProblems(reader: Reader, table: Table): string[] {
  const records = [...table.scan(reader)]
  return table.collection.indexes.flatMap(index => {
    const wanted = records
      .flatMap(({ doc, record }) => entriesOf(index, doc).keys.map(key => `${key.toString('hex')} ${record}`))
      .sort()
    const found = entriesOnDisk(reader, table.collection, index)
    const isSame = wanted.length === found.length && wanted.every((entry, i) => entry === found[i])
    return isSame ? [] : [`${table.name}.${index.name}: ${found.length} entries instead of ${wanted.length}`]
  })
}
