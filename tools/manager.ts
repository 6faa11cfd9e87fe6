import type CloudBase from '@cloudbase/manager-node'
import type { Account } from './place'

/** Tencent Cloud's own manager of an environment: it knows collections, indexes and permissions, which the SDK does not. */
export function openManager(account: Account): CloudBase {
  // takes half a second to load
  const Manager = require('@cloudbase/manager-node') as typeof CloudBase
  return new Manager(account)
}

const PAGE = 100

/** The names of all collections. */
export async function collectionNames(database: CloudBase['database']): Promise<string[]> {
  const names: string[] = []
  for (;;) {
    const { Collections: page } = await database.listCollections({ MgoOffset: names.length, MgoLimit: PAGE })
    names.push(...page.map(({ CollectionName }) => CollectionName))
    if (page.length < PAGE) return names
  }
}

export interface StoredFile {
  fileId: string
  path: string
}

/** The files of a folder, which only the manager of a real environment can list. */
export async function filesIn(
  { storage, env }: CloudBase,
  { envId, folder }: { envId: string; folder: string },
): Promise<StoredFile[]> {
  const { EnvInfo } = await env.getEnvInfo()
  const bucket = EnvInfo.Storages![0]!.Bucket
  const files = await storage.listDirectoryFiles(folder)
  return files.map(({ Key }) => ({ fileId: `cloud://${envId}.${bucket}/${Key}`, path: Key }))
}
