import { command, uploadFile } from '../cloud'
import { keyedHash } from '../crypto'
import { eachSafely } from '../jobs/each-safely'
import type { Budget } from '../jobs/job'
import { table } from '../store/table'
import { dateOf } from '../time/calendar'
import { auditBlocks, audits, type Audit, type AuditBlock } from './collections'
import { nextBlock } from './audit-chain'

// Seals the tail of each community's audit into blocks. No call waits for it: rows are added freely and sealed later.

const BLOCK_ROWS = 200
const IN_TIME = [
  ['at', 'asc'],
  ['_id', 'asc'],
] as const

const rows = table(audits)
const blocks = table(auditBlocks)

const headOf = async (communityId: string): Promise<AuditBlock | null> =>
  (await blocks.list({ filter: { communityId }, order: [['number', 'desc']], limit: 1 }))[0] ?? null

const tailOf = (communityId: string): Promise<Audit[]> =>
  rows.list({ filter: { block: null, communityId }, order: IN_TIME, limit: BLOCK_ROWS })

/** Says of the rows which block holds them; repeated for the head, in case the last run died in between. */
async function mark({ number, rows: sealed }: AuditBlock): Promise<void> {
  if (sealed.length)
    await rows.update({ _id: command.in(sealed.map(({ id }) => id)), block: null }, { block: number })
}

/** The day's head, outside the database: whoever rewrites the chain would have to rewrite this too, and cannot sign it. */
async function publish({ communityId, number, hash, sealedAt }: AuditBlock): Promise<void> {
  const head = JSON.stringify({ communityId, number, hash, sealedAt })
  const signed = JSON.stringify({ head, signature: keyedHash('audit head', head) })
  await uploadFile(`audit/${communityId}/${dateOf(sealedAt)}.json`, Buffer.from(signed))
}

/** @returns how many rows were sealed; of two runs at once one makes the block */
async function sealCommunity(communityId: string, now: Date): Promise<number> {
  const head = await headOf(communityId)
  if (head) await mark(head)
  const tail = await tailOf(communityId)
  if (!tail.length) return 0
  const block = nextBlock(communityId, head, { rows: tail, now })
  if (!(await blocks.addOnce(block))) return 0
  await mark(block)
  await publish(block)
  return tail.length
}

/** Communities with a tail: the first row tells one, what lies behind it the next. */
async function communitiesWithTail(): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ;) {
    const filter = { block: null, communityId: command.gt(after) }
    const [row] = await rows.list({ filter, order: [['communityId', 'asc']], limit: 1 })
    if (!row) return found
    found.push(row.communityId)
    after = row.communityId
  }
}

/** Job: seals what waits, a block of each community in turn. @returns how many rows */
export async function sealAudits(now: Date, budget: Budget): Promise<number> {
  let total = 0
  let busy = await communitiesWithTail()
  while (busy.length && !budget.isSpent()) {
    const more: string[] = []
    await eachSafely('sealAudits', busy, async communityId => {
      const sealed = await sealCommunity(communityId, now)
      total += sealed
      if (sealed === BLOCK_ROWS) more.push(communityId)
    })
    busy = more
  }
  return total
}
