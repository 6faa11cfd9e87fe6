import type CloudBase from '@cloudbase/manager-node'
import { collectionNames, openManager } from '../../tools/manager'

export const PREFIX = process.env.CLOUD_PREFIX ?? 'heju_contract'

/** Makes, describes and removes collections and indexes of a real environment, which the SDK cannot. */
export type Collections = CloudBase['database']

export function collections(envId: string): Collections {
  const { TENCENTCLOUD_SECRETID: secretId = '', TENCENTCLOUD_SECRETKEY: secretKey = '' } = process.env
  return openManager({ envId, secretId, secretKey }).database
}

/** Removes the collections that runs of the contract have made. @returns how many */
export async function removeCollections(envId: string): Promise<number> {
  const manager = collections(envId)
  const isOwn = new RegExp(`^${PREFIX}_(\\d+|[0-9a-f]{8}_\\d+|new_[0-9a-f]{8})$`)
  const own = (await collectionNames(manager)).filter(name => isOwn.test(name))
  for (const name of own) await manager.deleteCollection(name)
  return own.length
}
