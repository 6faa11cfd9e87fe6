import { createHash, randomUUID } from 'node:crypto'
import type { Database } from './database'
import type { IndexSpecs, Place } from './place'
import { collections, PREFIX, type Collections } from './remote-collections'

const indexOf = ({ name, unique = false, keys }: IndexSpecs[number]) => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIsUnique: unique,
    MgoIndexKeys: Object.entries(keys).map(([Name, direction]) => ({ Name, Direction: String(direction) })),
  },
})

/**
 * A real environment. Collections are slow to make and counted there, so those of the run before, and of the test before,
 * are emptied and used again; all have one prefix, and nothing else of the environment is touched.
 */
export class RemotePlace implements Place {
  private readonly manager: Collections
  private readonly ready = new Set<string>()
  private next = 0
  private testName: string | undefined

  constructor(envId: string) {
    this.manager = collections(envId)
  }

  newName(): string {
    return `${PREFIX}_new_${randomUUID().slice(0, 8)}`
  }

  async emptyCollection(db: Database, indexes: IndexSpecs): Promise<string> {
    const name = this.nameFor(indexes)
    if (!this.ready.has(name)) await this.make(name, indexes)
    this.ready.add(name)
    await db
      .collection(name)
      .where({ _id: db.command.exists!(true) })
      .remove()
    return name
  }

  async close(): Promise<void> {
    // the next file needs them again; the run itself removes them
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

  private async make(name: string, indexes: IndexSpecs): Promise<void> {
    await this.manager.createCollectionIfNotExists(name)
    if (!indexes.length) return
    // to ask for one that is there may make the real service build it again
    const { Indexes = [] } = await this.manager.describeCollection(name)
    const missing = indexes.filter(index => !Indexes.some(({ Name }) => Name === index.name))
    if (missing.length) await this.manager.updateCollection(name, { CreateIndexes: missing.map(indexOf) })
  }
}
