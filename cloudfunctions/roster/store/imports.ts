import { staffIn, type Caller } from '../../shared/call/caller'
import { command, db } from '../../shared/cloud'
import { keyedHash } from '../../shared/crypto'
import { notFound } from '../../shared/call/errors'
import { definite, repository, type Patch } from '../../shared/store/repository'
import { RosterImport } from '../schema'

const imports = repository('roster_imports', RosterImport)
export const { add: addImport, save: saveImport, list: listImports } = imports

/** Opening the same file twice finds the first import. */
export const importIdOf = (communityId: string, fileId: string): string =>
  `ri_${keyedHash('roster', `${communityId}\n${fileId}`).replace(/[-_]/g, '').slice(0, 20)}`

export const getImport = imports.get

/** The row scope: staff of that community who may import. @throws NOT_FOUND for everybody else */
export async function seeImport(caller: Caller, id: string): Promise<RosterImport> {
  const found = await getImport(id)
  if (!found) throw notFound('次导入')
  staffIn(caller, found.communityId, 'roster.import')
  return found
}

/**
 * Saves how far a run is, without a line in the audit for each batch: the rooms have their own. Compares the version it
 * read, so a run that was stopped, or has lost its lease, writes nothing more.
 * @returns null when somebody else has saved since
 */
export async function advance(
  before: RosterImport,
  patch: Patch<RosterImport>,
): Promise<RosterImport | null> {
  const replaced = Object.entries(patch).map(([field, value]) => [field, command.set(value)])
  const { stats } = await db
    .collection('roster_imports')
    .where(definite({ _id: before._id, version: before.version }))
    .update({ data: { ...Object.fromEntries(replaced), version: command.inc(1) } })
  return stats.updated === 1 ? { ...before, ...patch, version: before.version + 1 } : null
}

/** Imports nobody works on at the moment although they run. */
export async function listIdle(now: Date, limit: number): Promise<RosterImport[]> {
  const filter = { status: 'running', leaseUntil: command.lte(now) }
  return listImports({ filter, order: [['leaseUntil', 'asc']], limit })
}

export async function listToClean(now: Date, limit: number): Promise<RosterImport[]> {
  return listImports({ filter: { cleanAt: command.lte(now) }, order: [['cleanAt', 'asc']], limit })
}
