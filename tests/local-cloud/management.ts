import CloudBase from '@cloudbase/manager-node'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { folder, sdkFor, start } from './support'
import type { Cloud } from '../../local-cloud/cloud'
import { ENV_ID } from '../../local-cloud/sdk-env'
import type { Database, Row } from '../contract/database'

export const account = { secretId: 'local', secretKey: 'local', envId: ENV_ID }

export const index = (IndexName: string, keys: Record<string, string>, MgoIsUnique = false) => ({
  IndexName,
  MgoKeySchema: {
    MgoIsUnique,
    MgoIndexKeys: Object.entries(keys).map(([Name, Direction]) => ({ Name, Direction })),
  },
})

/** A local cloud with fsync, the unmodified manager of its collections, and the SDK. */
export async function openManagement() {
  const own = folder()
  const rulesFile = path.join(own.dir, 'rules.json')
  writeFileSync(rulesFile, JSON.stringify({ watched: { read: true } }))
  const cloud: Cloud = await start(own, { rulesFile, noSync: false })
  process.env.TCB_BASE_URL = `${cloud.origin}/manage`
  const db = sdkFor(cloud).database() as Database
  const manager = new CloudBase(account).database
  let next = 0
  return {
    own,
    cloud,
    db,
    manager,
    /** A new collection by the manager, with documents by the SDK. */
    async filled(docs: Row[]): Promise<string> {
      const name = `m${++next}`
      await manager.createCollection(name)
      if (docs.length) await db.collection(name).add({ data: docs })
      return name
    },
    indexesOf: async (name: string) => (await manager.describeCollection(name)).Indexes!.map(i => i.Name),
    async planOf(name: string, query: Row) {
      await db.collection(name).where(query).get()
      return cloud.trips().at(-1)
    },
    close: () => cloud.close(),
    remove() {
      delete process.env.TCB_BASE_URL
      own.remove()
    },
  }
}

export type Management = Awaited<ReturnType<typeof openManagement>>
