import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Collection } from '../cloudfunctions/shared/store/collection'
import { ROOT } from './functions'

const FUNCTIONS = path.join(ROOT, 'cloudfunctions')

/** Every collection that a `collections.ts` declares, by name. */
export async function allCollections(): Promise<Collection[]> {
  const files = readdirSync(FUNCTIONS)
    .map(name => path.join(FUNCTIONS, name, 'collections.ts'))
    .filter(file => existsSync(file))
  const modules = await Promise.all(files.map(file => import(file) as Promise<{ collections: Collection[] }>))
  return modules.flatMap(({ collections }) => collections).sort((a, b) => (a.name < b.name ? -1 : 1))
}

type Indexes = Record<string, { name: string; unique: boolean; keys: Record<string, 1 | -1>; for: string }[]>

/** `database-indexes.json`, for the local cloud and for deployment. */
export const indexesOf = (collections: readonly Collection[]): Indexes =>
  Object.fromEntries(
    collections.map(({ name, indexes }) => [
      name,
      Object.entries(indexes).map(([index, { keys, unique = false, for: query }]) => ({
        name: index,
        unique,
        keys,
        for: query,
      })),
    ]),
  )

/** `database-rules.json`: what clients may do by themselves. */
export const rulesOf = (collections: readonly Collection[]): Record<string, Collection['rules']> =>
  Object.fromEntries(collections.map(({ name, rules }) => [name, rules]))
