import { createHash } from 'node:crypto'
import * as z from 'zod'
import { keyedHash } from '../crypto'
import { dateOf } from '../time/calendar'
import type { AuditBlock } from './collections'

// The arithmetic of the audit's chain, the same for the job that seals and the command that verifies.

/** The same value always gives the same text: keys sorted, dates as ISO, whatever the database did with their order. */
function canonical(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value ?? null
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, canonical(each)]),
  )
}

const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('base64url')

/** A row of any release as it stands in the database: what a schema would leave out is sealed too. */
export const StoredAudit = z.looseObject({ _id: z.string(), communityId: z.string() })
export type StoredAudit = z.infer<typeof StoredAudit>

/** Everything a row says; which block seals it is written later and left out, like the shape's number. */
export function rowHash(row: StoredAudit): string {
  const { block: _block, schemaVersion: _schemaVersion, ...said } = row
  return sha256(said)
}

export const blockHash = ({
  communityId,
  number,
  previous,
  rows,
  sealedAt,
}: Omit<AuditBlock, '_id' | 'hash'>): string => sha256({ communityId, number, previous, rows, sealedAt })

/** The next block of a chain. `rows` come in the order in which they are sealed. */
export function nextBlock(
  communityId: string,
  head: Pick<AuditBlock, 'number' | 'hash'> | null,
  { rows, now }: { rows: readonly StoredAudit[]; now: Date },
): AuditBlock {
  const number = (head?.number ?? 0) + 1
  const block = {
    communityId,
    number,
    previous: head?.hash ?? '',
    rows: rows.map(row => ({ id: row._id, hash: rowHash(row) })),
    sealedAt: now,
  }
  return { _id: `${communityId}:${number}`, ...block, hash: blockHash(block) }
}

/** What is signed into storage after each block, one file for each day of a community. */
export const Head = z.object({
  communityId: z.string(),
  number: z.int(),
  hash: z.string(),
  sealedAt: z.string(),
})
export type Head = z.infer<typeof Head>

export const HEADS_FOLDER = 'audit/'

export const headPath = ({ communityId, sealedAt }: AuditBlock): string =>
  `${HEADS_FOLDER}${communityId}/${dateOf(sealedAt)}.json`

const Signed = z.object({ head: z.string(), signature: z.string() })

const signatureOf = (head: string): string => keyedHash('audit head', head)

export function signHead({ communityId, number, hash, sealedAt }: AuditBlock): string {
  const head = JSON.stringify({ communityId, number, hash, sealedAt })
  return JSON.stringify({ head, signature: signatureOf(head) })
}

/** @returns null when it is not what we signed */
export function readHead(text: string): Head | null {
  try {
    const { head, signature } = Signed.parse(JSON.parse(text))
    return signature === signatureOf(head) ? Head.parse(JSON.parse(head)) : null
  } catch {
    return null
  }
}
