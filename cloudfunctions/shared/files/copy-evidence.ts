import { createHash } from 'node:crypto'
import { command, downloadFile, temporaryUrls, uploadFile } from '../cloud'
import { eachSafely } from '../jobs/each-safely'
import { UNLIMITED, type Budget } from '../jobs/job'
import { later, MINUTE_MS } from '../time/calendar'
import { evidenceRows, type Evidence } from './evidence'
import { formatOf } from './formats'
import { headHashOf } from './head'

/** One tick copies so many; the oldest first. */
const COPIES_PER_TICK = 40

/** A copy that fails is tried again after 1, 2, 4 … minutes. */
const MAX_PAUSE_MINUTES = 256

const ENDINGS: Partial<Record<string, string>> = { jpeg: 'jpg' }

/** The function's own part of the storage: no client may write a file that a function has put there. */
const copyPathOf = (row: Evidence, content: Uint8Array): string => {
  const format = formatOf(content)
  return `evidence/${row._id}.${ENDINGS[format] ?? format}`
}

type Outcome = Pick<Evidence, 'state'> & Partial<Pick<Evidence, 'copyId' | 'sha256'>>

const isAsAccepted = (row: Evidence, content: Uint8Array): boolean =>
  content.length === row.bytes && headHashOf(content) === row.headHash

async function outcomeOf(row: Evidence): Promise<Outcome> {
  const urls = await temporaryUrls([row.fileId])
  if (!urls.has(row.fileId)) return { state: 'gone' }
  const content = await downloadFile(row.fileId)
  const sha256 = createHash('sha256').update(content).digest('hex')
  if (!isAsAccepted(row, content)) return { state: 'differs', sha256 }
  return { state: 'copied', sha256, copyId: await uploadFile(copyPathOf(row, content), content) }
}

const pauseAfter = (tries: number): number => Math.min(2 ** tries, MAX_PAUSE_MINUTES) * MINUTE_MS

/** The next try is written first, so that a file that ends the function does not keep the others waiting. */
async function copy(row: Evidence, now: Date): Promise<void> {
  const own = { _id: row._id, state: 'waiting' }
  await evidenceRows.update(own, { tries: command.inc(1), tryAt: later(now, pauseAfter(row.tries)) })
  await evidenceRows.update(own, await outcomeOf(row))
}

/** Job: copies what was accepted and marks what was changed since. @returns how many it has settled */
export async function copyEvidence(now: Date, budget: Budget = UNLIMITED): Promise<number> {
  const filter = { state: 'waiting', tryAt: command.lte(now) }
  const query = { filter, order: [['tryAt', 'asc']], limit: COPIES_PER_TICK } as const
  const waiting = await evidenceRows.listSound('copyEvidence', query)
  return eachSafely({ job: 'copyEvidence', budget }, waiting, row => copy(row, now))
}
