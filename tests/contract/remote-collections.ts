import type CloudBase from '@cloudbase/manager-node'

export const PREFIX = process.env.CLOUD_PREFIX ?? 'heju_contract'

/** Makes, describes and removes collections and indexes of a real environment, which the SDK cannot. */
export type Collections = CloudBase['database']

export function collections(envId: string): Collections {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
  // takes half a second to load, which tests on the local cloud need not wait
  const Manager = require('@cloudbase/manager-node') as typeof CloudBase
  return new Manager({ secretId, secretKey, envId }).database
}

const PAGE = 100

async function* allNames(manager: Collections): AsyncGenerator<string> {
  for (let MgoOffset = 0; ; MgoOffset += PAGE) {
    const { Collections: page } = await manager.listCollections({ MgoOffset, MgoLimit: PAGE })
    for (const { CollectionName } of page) yield CollectionName
    if (page.length < PAGE) return
  }
}

/** Removes the collections that runs of the contract have made. @returns how many */
export async function removeCollections(envId: string): Promise<number> {
  const manager = collections(envId)
  const isOwn = new RegExp(`^${PREFIX}_(\\d+|[0-9a-f]{8}_\\d+|new_[0-9a-f]{8})$`)
  const own: string[] = []
  for await (const name of allNames(manager)) if (isOwn.test(name)) own.push(name)
  for (const name of own) await manager.deleteCollection(name)
  return own.length
}
