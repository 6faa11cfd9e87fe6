import { migrateOutbox } from '../shared/effects/old-outbox'
import { defineCollection, type Collection } from '../shared/store/collection'
import { RosterChunk, RosterImport } from './schema'

type Row = Record<string, unknown>

/** Release 1 kept the importer's openid. */
function importOf1(row: Row): Row {
  const { openid: _openid, ...by } = row.by as Row
  return { ...migrateOutbox(row), by }
}

export const rosterImports = defineCollection({
  name: 'roster_imports',
  scope: 'community',
  subjects: ['by.personId'],
  schema: RosterImport,
  audit: 'full',
  relay: true,
  indexes: {
    running: { keys: { status: 1, leaseUntil: 1 }, for: 'imports nobody works on although they run' },
    clean: { keys: { cleanAt: 1 }, for: 'imports whose file and rows are to be deleted' },
    community: { keys: { communityId: 1, createdAt: -1 }, for: 'the latest imports of a community' },
  },
  erase: { 'by.name': 'alias' },
  schemaVersion: 2,
  migrations: { 2: importOf1 },
})

export const rosterChunks = defineCollection({
  name: 'roster_chunks',
  scope: 'community',
  subjects: [],
  schema: RosterChunk,
  indexes: { edition: { keys: { importId: 1, generation: 1 }, for: 'the chunks of one preview' } },
})

export const collections: Collection[] = [rosterImports, rosterChunks]
