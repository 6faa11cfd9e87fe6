import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'

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
  cloud: Cloud
  /** A new collection, so that no test sees another's documents. */
  fresh(docs?: Row[], indexes?: IndexSpecs): Promise<Collection>
  nameOf(collection: Collection): string
  close(): Promise<void>
}

export type IndexSpecs = { name: string; unique?: boolean; keys: Record<string, 1 | -1> }[]

/** The real SDK against a fresh local cloud. */
export async function openContract(): Promise<Contract> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-contract-'))
  const cloud = await startCloud({ dataDir, noSync: true })
  Object.assign(process.env, sdkEnv(cloud.endpoint))
  // reads its environment while it loads
  const sdk = require('wx-server-sdk') as { init(options: object): void; database(): Database }
  sdk.init({ env: process.env.TCB_ENV })
  const db = sdk.database()
  const names = new Map<Collection, string>()
  let next = 0
  return {
    db,
    cloud,
    async fresh(docs = [], indexes = []) {
      const name = `c${++next}`
      await cloud.ensureIndexes(name, indexes)
      const collection = db.collection(name)
      names.set(collection, name)
      if (docs.length) await collection.add({ data: docs })
      return collection
    },
    nameOf: collection => names.get(collection)!,
    async close() {
      await cloud.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
