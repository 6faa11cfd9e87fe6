import { EJSON } from 'bson'
import path from 'node:path'
import { startCloud } from '../local-cloud/cloud'
import { sdkEnv } from '../local-cloud/sdk-env'
import { ROOT } from './functions'

// One environment, local or real, as backup and restore need it: through the SDK that exists for both.

type Row = Record<string, unknown>

interface Query {
  where(query: object): Query
  orderBy(field: string, direction: 'asc'): Query
  limit(n: number): Query
  get(): Promise<{ data: Row[] }>
  count(): Promise<{ total: number }>
  add(data: Row[]): Promise<unknown>
}

interface App {
  database(): {
    collection(name: string): Query
    command: { gt(v: unknown): unknown }
    createCollection(name: string): Promise<unknown>
  }
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  downloadFile(options: { fileID: string }): Promise<{ fileContent?: Buffer }>
}

/** `endpoint` is a local cloud's; otherwise `env` is a CloudBase environment and the keys come from the process. */
export interface Target {
  endpoint?: string
  env?: string
}

/** How the command line names a place: a running local cloud, a CloudBase environment, or the data of a stopped cloud. */
export const PLACE_OPTIONS = {
  endpoint: { type: 'string' },
  env: { type: 'string' },
  data: { type: 'string' },
} as const
export const PLACE_HELP = '[--endpoint http://127.0.0.1:9000/admin | --env ENV_ID | --data DIR]'

const STARTED = `http://127.0.0.1:${process.env.PORT ?? 8700}/admin`
const DATA = path.join(ROOT, '.data')

const isStarted = () =>
  fetch(STARTED).then(
    () => true,
    () => false,
  )

/** Works on the place that a command names, otherwise on what `npm start` runs or, when it does not run, on its data. */
export async function withTarget(
  { data, ...target }: Target & { data?: string },
  work: (target: Target) => Promise<void>,
): Promise<void> {
  if (target.endpoint || target.env) return work(target)
  if (!data && (await isStarted())) return work({ endpoint: STARTED })
  const indexesFile = path.join(ROOT, 'database-indexes.json')
  const cloud = await startCloud({ dataDir: path.resolve(data ?? DATA), indexesFile })
  try {
    await work({ endpoint: cloud.endpoint })
  } finally {
    await cloud.close()
  }
}

export interface Environment {
  /** All documents of a collection as canonical Extended JSON, by `_id`; nothing when it does not exist. */
  dump(collection: string): Promise<string[]>
  isEmpty(collection: string): Promise<boolean>
  fill(collection: string, docs: Row[]): Promise<void>
  download(fileId: string): Promise<Uint8Array>
  /** @returns the new file id */
  upload(path: string, content: Uint8Array): Promise<string>
  /** Every file, as far as it can be known: the SDK of a real environment lists none. */
  fileIds(): Promise<string[]>
}

// answers and requests have limits of size as well
const PAGE = 100
const BATCH_BYTES = 1024 * 1024
const isMissing = (error: unknown) => /COLLECTION_NOT_EXIST|not exist/i.test(String((error as Error).message))

export function connect({ endpoint, env }: Target): Environment {
  if (endpoint) Object.assign(process.env, sdkEnv(endpoint))
  const {
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_REGION: region,
  } = process.env
  if (!secretId || !secretKey)
    throw new Error(`${env} needs TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY in the environment`)
  // the SDK reads its environment while it loads
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): App }
  return new CloudEnvironment(
    sdk.init({ env: env ?? process.env.TCB_ENV, secretId, secretKey, region }),
    endpoint,
  )
}

class CloudEnvironment implements Environment {
  constructor(
    private readonly app: App,
    private readonly endpoint: string | undefined,
  ) {}

  async dump(collection: string): Promise<string[]> {
    const lines: string[] = []
    const { command } = this.app.database()
    for (let last: unknown; ;) {
      const all = this.app.database().collection(collection)
      const rest = last === undefined ? all : all.where({ _id: command.gt(last) })
      const { data } = await rest.orderBy('_id', 'asc').limit(PAGE).get().catch(emptyIfMissing)
      lines.push(...data.map(doc => EJSON.stringify(doc, { relaxed: false })))
      if (data.length < PAGE) return lines
      last = data.at(-1)!._id
    }
  }

  async isEmpty(collection: string): Promise<boolean> {
    const { total } = await this.app
      .database()
      .collection(collection)
      .count()
      .catch((error: unknown) => {
        if (isMissing(error)) return { total: 0 }
        throw error
      })
    return total === 0
  }

  async fill(collection: string, docs: Row[]): Promise<void> {
    await this.app
      .database()
      .createCollection(collection)
      .catch(() => undefined)
    for (const batch of batches(docs)) await this.app.database().collection(collection).add(batch)
  }

  async fileIds(): Promise<string[]> {
    if (!this.endpoint) return []
    const answer = await fetch(new URL('/dev/files', this.endpoint))
    return ((await answer.json()) as { fileIds: string[] }).fileIds
  }

  async download(fileId: string): Promise<Uint8Array> {
    const { fileContent } = await this.app.downloadFile({ fileID: fileId })
    if (!fileContent) throw new Error(`${fileId} cannot be downloaded`)
    return fileContent
  }

  async upload(path: string, content: Uint8Array): Promise<string> {
    const { fileID } = await this.app.uploadFile({ cloudPath: path, fileContent: Buffer.from(content) })
    return fileID
  }
}

function batches(docs: Row[]): Row[][] {
  const all: Row[][] = []
  let room = 0
  for (const doc of docs) {
    const size = EJSON.stringify(doc, { relaxed: false }).length
    if (!all.length || size > room || all.at(-1)!.length === PAGE) {
      all.push([])
      room = BATCH_BYTES
    }
    all.at(-1)!.push(doc)
    room -= size
  }
  return all
}

function emptyIfMissing(error: unknown): { data: Row[] } {
  if (isMissing(error)) return { data: [] }
  throw error
}
