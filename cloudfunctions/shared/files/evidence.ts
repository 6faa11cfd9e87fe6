import * as z from 'zod'
import { command, isDuplicate, temporaryUrls } from '../cloud'
import { defineCollection } from '../store/collection'
import { table } from '../store/table'
import { badField } from '../call/errors'
import { defineLimit } from '../call/limit'
import { take } from '../call/limits'
import { keyedHash } from '../crypto'
import { slices } from '../jobs/parallel'
import type { AcceptedFile } from './check'
import { FILE_KINDS, type KindName } from './kinds'
import { pathOf } from './paths'

/**
 * A file as it was when somebody's input was accepted with it. `waiting` for its copy, `copied`, `differs` when it was
 * changed between, `gone` when it was removed.
 */
export const Evidence = z.object({
  _id: z.string(),
  fileId: z.string(),
  personId: z.string(),
  kind: z.enum(Object.keys(FILE_KINDS) as [KindName, ...KindName[]]),
  bytes: z.int(),
  headHash: z.string(),
  acceptedAt: z.date(),
  state: z.enum(['waiting', 'copied', 'differs', 'gone']),
  copyId: z.string().nullable(),
  sha256: z.string().nullable(),
  tries: z.int(),
  /** when the job looks at it next */
  tryAt: z.date(),
})
export type Evidence = z.infer<typeof Evidence>

/** What a person can give us on one day: three hundred photos of work are a long day. */
const FILES_A_DAY = defineLimit({ name: 'files', per: 'person', atMost: 2000, within: 'day', act: '上传' })

/** The SDK's lists and WeChat's advice on `in`. */
const MAX_IDS = 100

export const evidence = defineCollection({
  name: 'evidence',
  scope: 'person',
  subjects: ['personId'],
  schema: Evidence,
  indexes: { waiting: { keys: { state: 1, tryAt: 1 }, for: 'what waits for its copy, the oldest first' } },
})

export const evidenceRows = table(evidence)

/** Keyed: also the name of the copy, which nobody may guess and put there first. */
export const evidenceIdOf = (fileId: string): string => keyedHash('evidence', pathOf(fileId))

/** @returns by id */
async function find(fileIds: readonly string[]): Promise<Map<string, Evidence>> {
  const ids = [...new Set(fileIds)].map(evidenceIdOf)
  const answers = await Promise.all(
    slices(ids, MAX_IDS).map(part =>
      evidenceRows.list({ filter: { _id: command.in(part) }, order: [], limit: MAX_IDS }),
    ),
  )
  const rows = answers.flat()
  return new Map(rows.map(row => [row._id, row]))
}

const freshRow = (file: AcceptedFile, personId: string, now: Date): Evidence => ({
  _id: evidenceIdOf(file.fileId),
  fileId: file.fileId,
  personId,
  kind: file.kind,
  bytes: file.bytes,
  headHash: file.headHash,
  acceptedAt: now,
  state: 'waiting',
  copyId: null,
  sha256: null,
  tries: 0,
  tryAt: now,
})

/** @returns false when one of them is there already */
async function addAll(rows: readonly Evidence[]): Promise<boolean> {
  if (!rows.length) return true
  try {
    await evidenceRows.addAll(rows)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

const isSame = (row: Evidence | undefined, file: AcceptedFile): boolean =>
  !row || (row.state !== 'differs' && row.bytes === file.bytes && row.headHash === file.headHash)

/** Files of earlier inputs stay as they were accepted then. @throws BAD_INPUT for one that was changed since */
async function addMissing(files: readonly AcceptedFile[], personId: string, now: Date): Promise<void> {
  const known = await find(files.map(({ fileId }) => fileId))
  const rowOf = ({ fileId }: AcceptedFile) => known.get(evidenceIdOf(fileId))
  const changed = files.find(file => !isSame(rowOf(file), file))
  if (changed) throw badField(changed.field, `这个${FILE_KINDS[changed.kind].word}传好后又被换过，请重新选择`)
  const missing = files.filter(file => !rowOf(file))
  for (const file of missing) await addAll([freshRow(file, personId, now)])
}

/**
 * Notes what was accepted before anything refers to it, so that a function that is killed leaves a note too many and
 * never one too few. One trip for files that are new. @throws TOO_MANY
 */
export async function noteEvidence(
  accepted: readonly AcceptedFile[],
  personId: string,
  now: Date,
): Promise<void> {
  const files = [...new Map(accepted.map(file => [file.fileId, file])).values()].filter(
    ({ kind }) => FILE_KINDS[kind].isEvidence,
  )
  if (!files.length) return
  await take({ limits: [FILES_A_DAY], subject: personId, amount: files.length }, now)
  if (await addAll(files.map(file => freshRow(file, personId, now)))) return
  await addMissing(files, personId, now)
}

/** Where a file can be looked at now. */
export interface Address {
  /** null when there is nothing to show */
  url: string | null
  /** somebody changed the file after it was accepted: what lies there is no evidence */
  isReplaced: boolean
}

/** The file that is shown for another: its copy once there is one, nothing when it is none any more. */
function shownFor(fileId: string, row: Evidence | undefined): string | null {
  if (!row || row.state === 'waiting') return fileId
  return row.state === 'copied' ? row.copyId : null
}

/** @returns for every file id an address that opens for ten minutes, or why there is none */
export async function addressesOf(fileIds: readonly string[]): Promise<Map<string, Address>> {
  if (!fileIds.length) return new Map()
  const rows = await find(fileIds)
  const shown = new Map(fileIds.map(fileId => [fileId, shownFor(fileId, rows.get(evidenceIdOf(fileId)))]))
  const urls = await temporaryUrls([...shown.values()].filter(id => id !== null))
  return new Map(
    [...shown].map(([fileId, id]): [string, Address] => [
      fileId,
      { url: (id && urls.get(id)) ?? null, isReplaced: rows.get(evidenceIdOf(fileId))?.state === 'differs' },
    ]),
  )
}
