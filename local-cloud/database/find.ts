import { recordOfEntry } from '../store/keys'
import type { Entry, Reader } from '../store/store'
import type { Stored, Table } from '../store/table'
import type { Doc } from '../values/types'
import { compileQuery } from './match/compile'
import { choosePlan, type Plan } from './plan'
import { sortDocs, type Sort } from './sort'

/** What a call cost: tests assert it, so that a missing index is seen before production sees it. */
export interface Cost {
  examined: number
  index: string | null
}

export interface Search {
  query: Doc
  sort?: Sort
  offset?: number
  limit?: number
  /** For tests that compare: never use an index. */
  isScan?: boolean
}

export interface Found {
  records: Stored[]
  cost: Cost
}

export function find(reader: Reader, table: Table, search: Search): Found {
  const { query, sort = {}, offset = 0, limit = Infinity } = search
  const matches = compileQuery(query)
  const plan = search.isScan ? undefined : choosePlan(table.seenBy(reader), query, sort)
  const cost: Cost = { examined: 0, index: plan?.index.name ?? null }
  const mustSort = Object.keys(sort).length > 0 && !plan?.isSorted
  const wanted = mustSort ? Infinity : offset + limit
  const records: Stored[] = []
  if (wanted === 0) return { records, cost }
  for (const record of plan ? throughIndex(reader, table, plan) : table.scan(reader)) {
    cost.examined++
    if (matches(record.doc)) records.push(record)
    if (records.length >= wanted) break
  }
  const ordered = mustSort ? sortDocs(records, r => r.doc, sort) : records
  return { records: ordered.slice(offset, offset + limit), cost }
}

function* throughIndex(reader: Reader, table: Table, plan: Plan): Iterable<Stored> {
  const isRepeating = plan.index.multikey || plan.ranges.length > 1
  const seen = new Set<number>()
  for (const { value } of entries(reader, plan)) {
    const number = recordOfEntry(value)
    if (isRepeating && seen.size === seen.add(number).size) continue
    const record = table.read(reader, number)
    if (record) yield record
  }
}

function* entries(reader: Reader, plan: Plan): Iterable<Entry> {
  if (plan.isSorted && plan.ranges.length > 1) return yield* merged(reader, plan)
  for (const range of plan.ranges) yield* reader.range(range)
}

/** Several sorted stretches as one: always the stretch whose next key comes first. */
function* merged(reader: Reader, plan: Plan): Iterable<Entry> {
  const direction = plan.isReverse ? -1 : 1
  const heads = plan.ranges.map((range, i) => {
    const iterator = reader.range(range)[Symbol.iterator]()
    return { iterator, next: iterator.next(), skip: plan.prefixLengths[i]! }
  })
  const rest = (head: (typeof heads)[number]) => (head.next.value as Entry).key.subarray(head.skip)
  for (;;) {
    const open = heads.filter(head => !head.next.done)
    if (!open.length) return
    const first = open.reduce((a, b) => (Buffer.compare(rest(b), rest(a)) * direction < 0 ? b : a))
    yield first.next.value as Entry
    first.next = first.iterator.next()
  }
}
