// The SDK's own types stop at `any` and lag behind its options; these name the parts we use, as they answer.

export interface Query {
  where(filter: object): Query
  orderBy(field: string, direction: 'asc' | 'desc'): Query
  limit(count: number): Query
  field(projection: Record<string, boolean>): Query
  get(): Promise<{ data: unknown[] }>
  count(): Promise<{ total: number }>
  update(options: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface DocumentReference {
  /** `data` is null when there is none, because of `throwOnNotFound: false` */
  get(): Promise<{ data: unknown }>
  set(options: { data: object }): Promise<{ stats: { updated: number; created: number } }>
  update(options: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface Aggregation {
  match(filter: object): Aggregation
  group(fields: object): Aggregation
  lookup(
    join:
      | { from: string; localField: string; foreignField: string; as: string }
      | { from: string; let: object; pipeline: unknown; as: string },
  ): Aggregation
  addFields(fields: object): Aggregation
  done(): unknown
  sort(order: Record<string, 1 | -1>): Aggregation
  project(fields: object): Aggregation
  limit(count: number): Aggregation
  end(): Promise<{ list: unknown[] }>
}

export interface Collection extends Query {
  doc(id: string): DocumentReference
  add(options: { data: object }): Promise<{ _id: string }>
  aggregate(): Aggregation
}

/** Inside a transaction only these carry its id; everything else would run outside (platform facts 0.2). */
export interface Transaction {
  collection(name: string): {
    doc(id: string): DocumentReference
    add(options: { data: object }): Promise<{ _id: string }>
  }
}

type Operator<Argument> = (argument: Argument) => object

/** Expressions of stages; a pipeline is what a `lookup` with one runs. */
export interface AggregateCommand {
  sum: Operator<unknown>
  first: Operator<unknown>
  max: Operator<unknown>
  eq: Operator<readonly unknown[]>
  in: Operator<readonly unknown[]>
  and: Operator<readonly object[]>
  size: Operator<unknown>
  pipeline(): Aggregation
}

export interface Command {
  eq: Operator<unknown>
  neq: Operator<unknown>
  lt: Operator<unknown>
  lte: Operator<unknown>
  gt: Operator<unknown>
  gte: Operator<unknown>
  expr: Operator<object>
  in: Operator<readonly unknown[]>
  nin: Operator<readonly unknown[]>
  and: Operator<readonly object[]>
  or: Operator<readonly object[]>
  /** on a field: also where the field is missing */
  not: Operator<object>
  set: Operator<unknown>
  remove(): object
  inc: Operator<number>
  push: Operator<unknown>
  pull: Operator<unknown>
  pullAll: Operator<readonly unknown[]>
  all: Operator<readonly unknown[]>
  exists: Operator<boolean>
  elemMatch: Operator<object>
  aggregate: AggregateCommand
}

export interface Database {
  command: Command
  collection(name: string): Collection
  runTransaction<T>(work: (transaction: Transaction) => Promise<T>, times: number): Promise<T>
  RegExp(options: { regexp: string; options?: string }): object
}

export interface Sdk {
  DYNAMIC_CURRENT_ENV: symbol
  init(options: { env: symbol }): void
  database(options: { throwOnNotFound: boolean }): Database
  getWXContext(): { OPENID?: string | number; SOURCE?: string; ENV?: string }
  getTempFileURL(options: {
    fileList: { fileID: string; maxAge: number }[]
  }): Promise<{ fileList: { fileID: string; tempFileURL: string }[] }>
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Uint8Array }>
  uploadFile(options: { cloudPath: string; fileContent: Uint8Array }): Promise<{ fileID: string }>
  deleteFile(options: { fileList: string[] }): Promise<unknown>
  openapi: {
    subscribeMessage: { send(message: object): Promise<unknown> }
    phonenumber: {
      getPhoneNumber(options: { code: string }): Promise<{ phoneInfo: { purePhoneNumber: string } }>
    }
    wxacode: {
      getUnlimited(options: {
        scene: string
        page: string
        checkPath: boolean
        envVersion: 'release' | 'trial' | 'develop'
      }): Promise<{ contentType: string; buffer: Uint8Array }>
    }
  }
}
