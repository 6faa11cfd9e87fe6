import type { Caller } from '../../shared/call/caller'
import { command } from '../../shared/cloud'
import { notFound } from '../../shared/call/errors'
import { onceId } from '../../shared/store/once-id'
import { repository } from '../../shared/store/repository'
import { rosterImports } from '../collections'
import type { RosterImport } from '../schema'

export const imports = repository(rosterImports)
export const { get: getImport, addOnce: addImport, save: saveImport, list: listImports } = imports

/** Opening the same file twice finds the first import. */
export const importIdOf = (communityId: string, fileId: string): string => onceId('ri', [communityId, fileId])

/** The row scope: staff of that community who may import. @throws NOT_FOUND for everybody else */
export async function seeImport(caller: Caller, id: string): Promise<RosterImport> {
  const found = await getImport(id)
  if (!found) throw notFound('次导入')
  caller.staffIn(found.communityId)
  return found
}

/** Imports nobody works on at the moment although they run. */
export async function listIdle(now: Date, limit: number): Promise<RosterImport[]> {
  const filter = { status: 'running', leaseUntil: command.lte(now) }
  return listImports({ filter, order: [['leaseUntil', 'asc']], limit })
}

export async function listToClean(now: Date, limit: number): Promise<RosterImport[]> {
  return listImports({ filter: { cleanAt: command.lte(now) }, order: [['cleanAt', 'asc']], limit })
}
