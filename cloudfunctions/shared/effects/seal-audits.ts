import { command, uploadFile } from '../cloud'
import { succeeds } from '../jobs/each-safely'
import type { Budget } from '../jobs/job'
import { table } from '../store/table'
import { headPath, nextBlock, signHead, StoredAudit } from './audit-chain'
import { auditBlocks, audits, type AuditBlock } from './collections'

// Seals the tail of each community's audit into blocks. No call waits for it: rows are added freely and sealed later.
// Three steps: the block is added, its head signed into storage, its rows marked. Rows without a mark say that a run died
// in between, and the next one repeats what is missing before it goes on.

const BLOCK_ROWS = 200
const IN_TIME = [
  ['at', 'asc'],
  ['_id', 'asc'],
] as const

const rows = table(audits)
const blocks = table(auditBlocks)

const headOf = async (communityId: string): Promise<AuditBlock | null> =>
  (await blocks.list({ filter: { communityId }, order: [['number', 'desc']], limit: 1 }))[0] ?? null

const unsealed = (filter: object, limit: number): Promise<StoredAudit[]> =>
  rows.list({ filter: { ...filter, block: null }, order: IN_TIME, limit, as: StoredAudit })

const ofBlock = ({ rows: sealed }: AuditBlock) => ({ _id: command.in(sealed.map(({ id }) => id)) })

const isUnfinished = async (block: AuditBlock): Promise<boolean> =>
  (await unsealed(ofBlock(block), 1)).length > 0

/**
 * The head goes outside the database: whoever rewrites the chain would have to rewrite this too, and cannot sign it. The
 * mark comes last, because it says that all is done.
 */
async function finish(block: AuditBlock): Promise<void> {
  await uploadFile(headPath(block), Buffer.from(signHead(block)))
  await rows.update({ ...ofBlock(block), block: null }, { block: block.number })
}

/** One block. @returns how many rows were sealed; of two runs at once one makes the block */
async function sealCommunity(communityId: string, now: Date): Promise<number> {
  const head = await headOf(communityId)
  if (head && (await isUnfinished(head))) await finish(head)
  const tail = await unsealed({ communityId }, BLOCK_ROWS)
  if (!tail.length) return 0
  const block = nextBlock(communityId, head, { rows: tail, now })
  if (!(await blocks.addOnce(block))) return 0
  await finish(block)
  return tail.length
}

/** The next community with a tail: an index leads from one to the next without reading the rows in between. */
async function communityAfter(after: string): Promise<string | undefined> {
  const filter = { block: null, communityId: command.gt(after) }
  const order = [['communityId', 'asc']] as const
  const [row] = await rows.list({ filter, order, limit: 1, fields: { communityId: true }, as: StoredAudit })
  return row?.communityId
}

/** One block of each community that has a tail. @returns how many rows, and whether more may wait */
async function sealRound(now: Date, budget: Budget): Promise<{ sealed: number; hasMore: boolean }> {
  let sealed = 0
  let hasMore = false
  for (let next = await communityAfter(''); next !== undefined; next = await communityAfter(next)) {
    if (budget.isSpent()) break
    const communityId = next
    await succeeds('sealAudits', async () => {
      const count = await sealCommunity(communityId, now)
      sealed += count
      hasMore ||= count === BLOCK_ROWS
    })
  }
  return { sealed, hasMore }
}

/** Job: seals what waits, a block of each community in turn. @returns how many rows */
export async function sealAudits(now: Date, budget: Budget): Promise<number> {
  for (let total = 0; ;) {
    const { sealed, hasMore } = await sealRound(now, budget)
    total += sealed
    if (!hasMore || budget.isSpent()) return total
  }
}
