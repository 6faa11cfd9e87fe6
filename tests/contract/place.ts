import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'
import type { Database } from './database'
import { RemotePlace } from './remote-place'

// Where the contract is tried: on a fresh local cloud, or on the real environment that CLOUD_ENV names.

export type IndexSpecs = { name: string; unique?: boolean; keys: Record<string, 1 | -1> }[]

export interface Place {
  /** The local cloud, with its plans, faults and clock. A test that needs it is `localOnly`. */
  cloud?: Cloud
  /** A name that no collection has. */
  newName(): string
  /** An empty collection with these indexes, as no other part of the same test has it. @returns its name */
  emptyCollection(db: Database, indexes: IndexSpecs): Promise<string>
  close(): Promise<void>
}

export const { CLOUD_ENV } = process.env
/** What only the emulator can show or do. */
export const localOnly = CLOUD_ENV ? test.skip : test
export const describeLocalOnly = CLOUD_ENV ? describe.skip : describe
/** How far the clock of a real environment may be from ours. */
export const SKEW_MS = CLOUD_ENV ? 5000 : 0

async function openLocal(): Promise<Place> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-contract-'))
  const cloud = await startCloud({ dataDir, noSync: true })
  Object.assign(process.env, sdkEnv(cloud.endpoint))
  let next = 0
  const newName = () => `c${++next}`
  return {
    cloud,
    newName,
    async emptyCollection(_db, indexes) {
      const name = newName()
      await cloud.ensureIndexes(name, indexes)
      return name
    },
    async close() {
      await cloud.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const openPlace = async (): Promise<Place> => (CLOUD_ENV ? new RemotePlace(CLOUD_ENV) : openLocal())
