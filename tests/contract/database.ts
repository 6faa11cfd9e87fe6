import type { Cloud } from '../../local-cloud/cloud'
import { TEST_PATIENCE_MS } from '../support/patience'
import { openPlace, type IndexSpecs } from './place'

export type { IndexSpecs }
export { CLOUD_ENV, describeLocalOnly, localOnly, SKEW_MS } from './place'

export type Row = Record<string, unknown>

/** The parts of the SDK that the contract uses; its own typings know neither raw operators nor `runTransaction`. */
export interface Query {
  where(query: Row): Query
  orderBy(field: string, direction: 'asc' | 'desc'): Query
  skip(n: number): Query
  limit(n: number): Query
  field(projection: Row): Query
  get(): Promise<{ data: Row[] }>
  count(): Promise<{ total: number }>
  update(options: { data: Row; multi?: boolean }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface DocumentReference {
  get(): Promise<{ data: Row }>
  set(options: { data: Row }): Promise<{ _id: unknown; stats: { updated: number; created: number } }>
  update(options: { data: Row }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface Collection extends Query {
  doc(id: string | number): DocumentReference
  add(options: { data: Row | Row[] }): Promise<{ _id: string; _ids: string[] }>
  aggregate(): Pipeline
}

export interface Pipeline {
  [stage: string]: (operand: unknown) => Pipeline
}

export interface Transaction {
  collection(name: string): Collection
  commit(): Promise<void>
  rollback(reason?: unknown): Promise<void>
}

export interface Database {
  collection(name: string): Collection
  createCollection(name: string): Promise<unknown>
  startTransaction(): Promise<Transaction>
  runTransaction<T>(work: (t: Transaction) => Promise<T>, times?: number): Promise<T>
  command: Record<string, (...args: unknown[]) => unknown> & {
    aggregate: Record<string, (...args: unknown[]) => unknown>
  }
  serverDate(options?: { offset: number }): unknown
  RegExp(options: { regexp: string; options?: string }): unknown
}

export interface Contract {
  db: Database
  /** Of the emulator; only tests that are `localOnly` may ask for it. */
  readonly cloud: Cloud
  now(): Date
  /** A new collection, so that no test sees another's documents. */
  fresh(docs?: Row[], indexes?: IndexSpecs): Promise<Collection>
  nameOf(collection: Collection): string
  /** A name that no collection has. */
  newName(): string
  close(): Promise<void>
}

/** The real SDK against a fresh local cloud, or a real environment when CLOUD_ENV names one. */
export async function openContract(): Promise<Contract> {
  const place = await openPlace()
  // reads its environment while it loads
  const sdk = require('wx-server-sdk') as { init(options: object): void; database(): Database }
  // by itself it waits 15 s for an answer, which a busy machine may need
  sdk.init({ env: process.env.TCB_ENV, timeout: TEST_PATIENCE_MS })
  const db = sdk.database()
  const names = new Map<Collection, string>()
  return {
    db,
    get cloud() {
      if (place.cloud) return place.cloud
      throw new Error('only the local cloud can do this: mark the test localOnly')
    },
    now: () => place.cloud?.now() ?? new Date(),
    async fresh(docs = [], indexes = []) {
      const name = await place.emptyCollection(db, indexes)
      const collection = db.collection(name)
      names.set(collection, name)
      if (docs.length) await collection.add({ data: docs })
      return collection
    },
    nameOf: collection => names.get(collection)!,
    newName: () => place.newName(),
    close: () => place.close(),
  }
}
