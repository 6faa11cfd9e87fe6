import { EJSON } from 'bson'
import { collectionNames, filesIn, openManager, type StoredFile } from './manager'
import { accountOf, type Target } from './place'

// One environment, local or real, as backup and restore need it: through the SDK that exists for both. Documents stay
// the texts that they are on the wire: the SDK's own objects would lose types such as Decimal128.

type Row = Record<string, unknown>

/** What sends a collection's requests; the public methods of the SDK are built on it. */
interface Requester {
  send(action: string, params: Row): Promise<{ code?: string; message?: string; data: Row }>
}

interface App {
  database(): {
    collection(name: string): { _request: Requester }
    createCollection(name: string): Promise<unknown>
  }
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  getTempFileURL(options: { fileList: string[] }): Promise<{ fileList: FileAddress[] }>
}

interface FileAddress {
  code: string
  tempFileURL: string
}

/** A document as JavaScript has it: dates are dates, numbers are numbers. */
export type Found = Row & { _id: string; communityId: string }

export interface Environment {
  /** The names of all collections. */
  collections(): Promise<string[]>
  /** All documents of a collection as canonical Extended JSON, by `_id`; nothing when it does not exist. */
  dump(collection: string): Promise<string[]>
  isEmpty(collection: string): Promise<boolean>
  /** @param docs canonical Extended JSON */
  fill(collection: string, docs: string[]): Promise<void>
  /** @returns undefined when there is no such file */
  download(fileId: string): Promise<Uint8Array | undefined>
  /** @returns the new file id */
  upload(path: string, content: Uint8Array): Promise<string>
  /** Documents by a query of MongoDB; nothing when the collection does not exist. */
  find(collection: string, of: { query: object; order: object; limit: number }): Promise<Found[]>
  count(collection: string, query: object): Promise<number>
  /** The files of a folder, such as `audit/`, and what lies deeper. */
  filesIn(folder: string): Promise<StoredFile[]>
  /** Every file, as far as it can be known: the SDK of a real environment lists none. */
  fileIds(): Promise<string[]>
}

// answers and requests have limits of size as well
const PAGE = 100
const BATCH_BYTES = 1024 * 1024
const isMissing = (error: unknown) => /COLLECTION_NOT_EXIST|not exist/i.test(String((error as Error).message))
const idOf = (line: string): unknown => (EJSON.parse(line) as Row)._id

export function connect(target: Target): Environment {
  const account = accountOf(target)
  // the SDK reads its environment while it loads
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): App }
  const { envId: env, ...keys } = account
  const app = sdk.init({ env, ...keys, region: process.env.TENCENTCLOUD_REGION })
  const manager = {
    collections: () => collectionNames(openManager(account).database),
    filesIn: (folder: string) => filesIn(openManager(account), { envId: env, folder }),
  }
  return new CloudEnvironment(app, manager, target.endpoint)
}

class CloudEnvironment implements Environment {
  constructor(
    private readonly app: App,
    private readonly manager: Pick<Environment, 'collections' | 'filesIn'>,
    private readonly endpoint: string | undefined,
  ) {}

  readonly collections = () => this.manager.collections()

  async find(
    collectionName: string,
    { query, order, limit }: { query: object; order: object; limit: number },
  ): Promise<Found[]> {
    const params = { collectionName, queryType: 'WHERE', limit, order: JSON.stringify(order) }
    const list = await this.whenThere([], async () => {
      const data = await this.send('database.getDocument', { ...params, query: EJSON.stringify(query) })
      return data.list as string[]
    })
    return list.map(line => EJSON.parse(line) as Found)
  }

  count(collectionName: string, query: object): Promise<number> {
    const params = { collectionName, queryType: 'WHERE', query: EJSON.stringify(query) }
    return this.whenThere(0, async () =>
      Number((await this.send('database.calculateDocument', params)).total),
    )
  }

  async filesIn(folder: string): Promise<StoredFile[]> {
    if (!this.endpoint) return this.manager.filesIn(folder)
    const files = (await this.fileIds()).map(fileId => ({
      fileId,
      path: fileId.split('/').slice(3).join('/'),
    }))
    return files.filter(({ path }) => path.startsWith(folder))
  }

  /** A collection that does not exist is an empty one. */
  private async whenThere<T>(nothing: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (isMissing(error)) return nothing
      throw error
    }
  }

  /** Text ids are paged by their order, which nobody disturbs by working; ids of other types by their number. */
  async dump(collection: string): Promise<string[]> {
    const lines = new Map<string, string>()
    for (let last: unknown; ;) {
      const known = lines.size
      const rest = typeof last === 'string' ? await this.page(collection, { last }) : []
      const page = rest.length ? rest : await this.page(collection, { offset: known })
      for (const line of page) lines.set(EJSON.stringify(idOf(line)), line)
      if (lines.size === known) return [...lines.values()]
      last = idOf(page.at(-1)!)
    }
  }

  private async page(collectionName: string, from: { last?: string; offset?: number }): Promise<string[]> {
    const query = from.last === undefined ? {} : { _id: { $gt: from.last } }
    const params = {
      collectionName,
      queryType: 'WHERE',
      order: '{"_id":1}',
      offset: from.offset,
      limit: PAGE,
    }
    return this.whenThere([], async () => {
      const { list } = await this.send('database.getDocument', { ...params, query: JSON.stringify(query) })
      return list as string[]
    })
  }

  isEmpty = async (collection: string): Promise<boolean> => (await this.count(collection, {})) === 0

  async fill(collectionName: string, docs: string[]): Promise<void> {
    await this.app
      .database()
      .createCollection(collectionName)
      .catch(() => undefined)
    for (const data of batches(docs)) await this.send('database.insertDocument', { collectionName, data })
  }

  async fileIds(): Promise<string[]> {
    if (!this.endpoint) return []
    const answer = await fetch(new URL('/dev/files', this.endpoint))
    return ((await answer.json()) as { fileIds: string[] }).fileIds
  }

  async download(fileId: string): Promise<Uint8Array | undefined> {
    const { fileList } = await this.app.getTempFileURL({ fileList: [fileId] })
    const { code, tempFileURL } = fileList[0]!
    if (code === 'STORAGE_FILE_NONEXIST') return undefined
    if (code !== 'SUCCESS') throw new Error(`${fileId} cannot be downloaded: ${code}`)
    const answer = await fetch(tempFileURL)
    if (!answer.ok) throw new Error(`${fileId} cannot be downloaded: HTTP ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  async upload(path: string, content: Uint8Array): Promise<string> {
    const { fileID } = await this.app.uploadFile({ cloudPath: path, fileContent: Buffer.from(content) })
    return fileID
  }

  private async send(action: string, params: Row): Promise<Row> {
    const { _request: requester } = this.app.database().collection(String(params.collectionName))
    const { code, message, data } = await requester.send(action, params)
    if (code) throw new Error(`${action} of ${String(params.collectionName)}: ${code} ${message}`)
    return data
  }
}

function batches(docs: string[]): string[][] {
  const all: string[][] = []
  let room = 0
  for (const doc of docs) {
    const size = Buffer.byteLength(doc)
    if (!all.length || size > room || all.at(-1)!.length === PAGE) {
      all.push([])
      room = BATCH_BYTES
    }
    all.at(-1)!.push(doc)
    room -= size
  }
  return all
}
