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
