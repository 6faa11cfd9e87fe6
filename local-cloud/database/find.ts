import type { Collection } from '../store/catalog'
import { decodeRecord, readRecord, recordOf, recordRange, type Stored } from '../store/records'
import type { Snapshot, Store } from '../store/store'
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
  at?: Snapshot
  /** For tests that compare: never use an index. */
  isScan?: boolean
}

export interface Found {
  records: Stored[]
  cost: Cost
}

export function find(store: Store, collection: Collection, search: Search): Found {
  const { query, sort = {}, offset = 0, limit = Infinity } = search
  const matches = compileQuery(query)
  const plan = search.isScan ? undefined : choosePlan(collection, query, sort)
  const cost: Cost = { examined: 0, index: plan?.index.name ?? null }
  const mustSort = Object.keys(sort).length > 0 && !plan?.isSorted
  const wanted = mustSort ? Infinity : offset + limit
  const records: Stored[] = []
  if (wanted > 0)
    for (const record of candidates(store, collection, plan, search.at)) {
      cost.examined++
      if (matches(record.doc)) records.push(record)
      if (records.length >= wanted) break
    }
  const ordered = mustSort ? sortDocs(records, r => r.doc, sort) : records
  return { records: ordered.slice(offset, offset + limit), cost }
}

function candidates(store: Store, collection: Collection, plan: Plan | undefined, at?: Snapshot) {
  return plan ? throughIndex(store, collection, plan, at) : throughAll(store, collection, at)
}

function* throughAll(store: Store, collection: Collection, at?: Snapshot): Iterable<Stored> {
  for (const { key, value } of store.range(recordRange(collection), at)) yield decodeRecord(key, value)
}

function* throughIndex(store: Store, collection: Collection, plan: Plan, at?: Snapshot): Iterable<Stored> {
  const isRepeating = plan.index.multikey || plan.ranges.length > 1
  const seen = new Set<number>()
  for (const entry of entries(store, plan, at)) {
    const number = recordOf(entry)
    if (isRepeating && seen.size === seen.add(number).size) continue
    const record = readRecord(store, collection, number, at)
    if (record) yield record
  }
}

function* entries(store: Store, plan: Plan, at?: Snapshot): Iterable<Buffer> {
  if (plan.isSorted && plan.ranges.length > 1) return yield* merged(store, plan, at)
  for (const range of plan.ranges) for (const { value } of store.range(range, at)) yield value
}

/** Several sorted stretches as one: always the stretch whose next key comes first. */
function* merged(store: Store, plan: Plan, at?: Snapshot): Iterable<Buffer> {
  const direction = plan.isReverse ? -1 : 1
  const heads = plan.ranges.map((range, i) => {
    const iterator = store.range(range, at)[Symbol.iterator]()
    return { iterator, next: iterator.next(), skip: plan.prefixLengths[i]! }
  })
  const rest = (head: (typeof heads)[number]) => (head.next.value as { key: Buffer }).key.subarray(head.skip)
  for (;;) {
    const open = heads.filter(head => !head.next.done)
    if (!open.length) return
    const first = open.reduce((a, b) => (Buffer.compare(rest(b), rest(a)) * direction < 0 ? b : a))
    yield (first.next.value as { value: Buffer }).value
    first.next = first.iterator.next()
  }
}
