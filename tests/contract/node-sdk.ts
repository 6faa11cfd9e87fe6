import { TEST_PATIENCE_MS } from '../support/patience'
import { CLOUD_ENV } from './place'

export type Row = Record<string, unknown>

/** The parts of `@cloudbase/node-sdk` that its contract uses; it lies under wx-server-sdk and shapes answers otherwise. */
export interface NodeQuery {
  where(query: Row): NodeQuery
  orderBy(field: string, direction: 'asc' | 'desc'): NodeQuery
  skip(n: number): NodeQuery
  limit(n: number): NodeQuery
  field(projection: Row): NodeQuery
  options(options: { multiple?: boolean; raw?: boolean }): NodeQuery
  get(): Promise<{ data: Row[]; requestId: string }>
  count(): Promise<{ total: number; requestId: string }>
  update(data: Row): Promise<Row>
  updateAndReturn(data: Row): Promise<{ updated: number; doc?: Row }>
  remove(): Promise<Row>
}

export interface NodeDocument {
  field(projection: Row): NodeDocument
  get(): Promise<{ data: Row[] }>
  create(data: Row): Promise<Row>
  set(data: Row): Promise<Row>
  update(data: Row): Promise<Row>
  remove(): Promise<Row>
}

export interface NodePipeline {
  [stage: string]: (operand?: unknown) => NodePipeline
}

export interface NodeCollection extends NodeQuery {
  doc(id: string | number): NodeDocument
  add(data: Row | Row[]): Promise<{ id: string; ids: string[]; requestId: string }>
  aggregate(stages?: Row[]): NodePipeline
  options(options: { multiple?: boolean; raw?: boolean }): NodeCollection
}

export interface NodeTransaction {
  collection(name: string): Omit<NodeCollection, 'doc'> & {
    doc(
      id: string,
    ): Omit<NodeDocument, 'get'> & { get(): Promise<{ data: Row | null }>; delete(): Promise<Row> }
  }
  commit(): Promise<Row>
  rollback(reason?: unknown): Promise<Row>
}

type Operators = Record<string, (...args: unknown[]) => { [method: string]: (...args: unknown[]) => unknown }>

export interface NodeDatabase {
  collection(name: string): NodeCollection
  createCollection(name: string): Promise<Row>
  startTransaction(): Promise<NodeTransaction>
  runTransaction<T>(work: (t: NodeTransaction) => Promise<T>, times?: number): Promise<T>
  command: Operators & {
    aggregate: Record<string, (...args: unknown[]) => unknown> & { pipeline(): NodePipeline }
  }
  serverDate(options?: { offset: number }): unknown
  RegExp(options: { regexp: string; options?: string }): unknown
  ObjectId(options?: { id: string }): unknown
  Geo: Record<string, new (...coordinates: unknown[]) => unknown>
}

/** The same service as the contract's, by the other SDK. Call it after `openContract`. */
export function nodeDatabase(): NodeDatabase {
  // reads its environment while it loads
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): { database(): NodeDatabase } }
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey, TCB_ENV } = process.env
  return sdk.init({ env: CLOUD_ENV ?? TCB_ENV, secretId, secretKey, timeout: TEST_PATIENCE_MS }).database()
}

export const idsOf = async (query: { get(): Promise<{ data: Row[] }> }): Promise<unknown[]> =>
  (await query.get()).data.map(doc => doc._id)
