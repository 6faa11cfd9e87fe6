import path from 'node:path'
import { Database } from './database/database'
import type { Doc } from './values/types'

const COLLECTIONS = ['files', 'quotas', 'messages', 'payments', 'notifications', 'settings'] as const
export type OwnCollection = (typeof COLLECTIONS)[number]

/** What the emulator itself must remember: kept in the same kind of store, apart from the project's data. */
export interface Own {
  get<T>(collection: OwnCollection, id: string): T | undefined
  /** In the order of their first saving. */
  all<T>(collection: OwnCollection): T[]
  put(collection: OwnCollection, id: string, value: object): Promise<void>
  remove(collection: OwnCollection, id: string): Promise<boolean>
  close(): Promise<void>
}

export async function openOwn(dataDir: string, options: { noSync: boolean; now: () => Date }): Promise<Own> {
  const database = new Database(path.join(dataDir, 'emulator'), options)
  for (const name of COLLECTIONS) if (!database.has(name)) await database.createCollection(name)
  const withoutId = ({ _id, ...value }: Doc) => value
  return {
    get<T>(name: OwnCollection, id: string) {
      const record = database.table(name).findById(database.store, id)
      return record && (withoutId(record.doc) as T)
    },
    all: <T>(name: OwnCollection) =>
      database.find(database.table(name), { query: {} }).records.map(r => withoutId(r.doc) as T),
    async put(name, id, value) {
      const change = value as Doc
      const modification = { query: { _id: id }, change, isReplacement: true, isMulti: false, isUpsert: true }
      await database.modify(database.table(name), modification)
    },
    async remove(name, id) {
      const { records } = await database.remove(database.table(name), { _id: id }, false)
      return records.length > 0
    },
    close: () => database.close(),
  }
}
