import { createHash, randomUUID } from 'node:crypto'
import type { Database } from './database'
import type { IndexSpecs, Place } from './place'

const PREFIX = process.env.CLOUD_PREFIX ?? 'heju_contract'
// knows indexes, which the SDK does not; only this run needs it
const MANAGER = '@cloudbase/manager-node'

interface Manager {
  database: {
    createCollectionIfNotExists(name: string): Promise<unknown>
    updateCollection(name: string, changes: object): Promise<unknown>
    deleteCollection(name: string): Promise<unknown>
  }
}
type ManagerClass = new (options: object) => Manager

function openManager(envId: string): Manager | undefined {
  try {
    const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
    const CloudBase = require(MANAGER) as ManagerClass
    return new CloudBase({ secretId, secretKey, envId })
  } catch {
    return undefined
  }
}

const indexOf = ({ name, unique = false, keys }: IndexSpecs[number]) => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIsUnique: unique,
    MgoIndexKeys: Object.entries(keys).map(([Name, direction]) => ({ Name, Direction: String(direction) })),
  },
})

/**
 * A real environment. Collections are few and counted there, so those of the run before, and of the test before, are
 * emptied and used again; all have one prefix, and nothing else of the environment is touched.
 */
export class RemotePlace implements Place {
  private readonly manager: Manager | undefined
  private readonly used = new Set<string>()
  private next = 0
  private testName: string | undefined

  constructor(private readonly envId: string) {
    this.manager = openManager(envId)
  }

  newName(): string {
    const name = `${PREFIX}_new_${randomUUID().slice(0, 8)}`
    this.used.add(name)
    return name
  }

  async emptyCollection(db: Database, indexes: IndexSpecs): Promise<string> {
    const name = this.nameFor(indexes)
    this.used.add(name)
    if (indexes.length) await this.createIndexed(name, indexes)
    else await db.createCollection(name).catch(unlessThere)
    await empty(db, name)
    return name
  }

  async close(db: Database): Promise<void> {
    for (const name of this.used)
      if (this.manager) await this.manager.database.deleteCollection(name).catch(() => undefined)
      else await empty(db, name).catch(() => undefined)
  }

  /** The same names in each test, and a name of its own for each set of indexes. */
  private nameFor(indexes: IndexSpecs): string {
    const { currentTestName } = expect.getState()
    if (currentTestName !== this.testName) this.next = 0
    this.testName = currentTestName
    const set = createHash('sha256').update(JSON.stringify(indexes)).digest('hex').slice(0, 8)
    const own = ++this.next
    return indexes.length ? `${PREFIX}_${set}_${own}` : `${PREFIX}_${own}`
  }

  private async createIndexed(name: string, indexes: IndexSpecs): Promise<void> {
    if (!this.manager)
      throw new Error(
        `indexes of ${this.envId} need: npm install --no-save ${MANAGER}, and the keys of an account`,
      )
    await this.manager.database.createCollectionIfNotExists(name)
    await this.manager.database
      .updateCollection(name, { CreateIndexes: indexes.map(indexOf) })
      .catch(unlessThere)
  }
}

function unlessThere(error: unknown): void {
  const { code, message } = error as { code?: string; message?: string }
  if (!/exist/i.test(`${code} ${message}`)) throw error
}

async function empty(db: Database, name: string): Promise<void> {
  const exists = db.command.exists!(true)
  await db.collection(name).where({ _id: exists }).remove()
}
