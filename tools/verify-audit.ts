import {
  blockHash,
  HEADS_FOLDER,
  readHead,
  rowHash,
  type Head,
} from '../cloudfunctions/shared/effects/audit-chain'
import { AuditBlock, auditBlocks, audits } from '../cloudfunctions/shared/effects/collections'
import { slices } from '../cloudfunctions/shared/jobs/parallel'
import type { Environment, Found } from './environment'

// Compares every row of the audit with the block that sealed it, every block with the one before it, and every signed
// head with its block. Page by page, so that memory does not grow with the audit.

interface Tail {
  communityId: string
  rows: number
  since: string
}

type Say = (fault: string) => void

const IDS = 100
const BLOCKS = 10

/** Every value that a collection has in `communityId`, in order. */
async function* communitiesIn(environment: Environment, collection: string): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const query = { communityId: { $gt: after } }
    const [row] = await environment.find(collection, { query, order: { communityId: 1 }, limit: 1 })
    if (!row) return
    after = String(row.communityId)
    yield after
  }
}

async function* blocksOf(environment: Environment, communityId: string): AsyncGenerator<Found> {
  for (let last = Number.NEGATIVE_INFINITY; ;) {
    const query = Number.isFinite(last) ? { communityId, number: { $gt: last } } : { communityId }
    const page = await environment.find(auditBlocks.name, { query, order: { number: 1 }, limit: BLOCKS })
    yield* page
    if (page.length < BLOCKS) return
    last = Number(page.at(-1)!.number)
  }
}

type Count = (query: object) => Promise<number>

/** The rows of one community's blocks. */
function rowsOf(
  environment: Environment,
  { communityId, count, say }: { communityId: string; count: Count; say: Say },
) {
  async function checkRows({ number, rows }: AuditBlock): Promise<void> {
    let marked = 0
    for (const some of slices(rows, IDS)) {
      const query = { _id: { $in: some.map(({ id }) => id) } }
      const found = await environment.find(audits.name, { query, order: { _id: 1 }, limit: IDS })
      const byId = new Map(found.map(row => [row._id, row]))
      for (const { id, hash } of some) {
        const row = byId.get(id)
        if (!row) say(`row ${id} of block ${number} is missing`)
        else if (rowHash(row) !== hash) say(`row ${id} of block ${number} was changed`)
        else if (row.block === number) marked += 1
        else if (typeof row.block === 'number')
          say(`row ${id} of block ${number} says block ${String(row.block)}`)
      }
    }
    if ((await count({ block: number })) > marked) await sayAdded(number, new Set(rows.map(({ id }) => id)))
  }

  async function sayAdded(block: number, sealed: ReadonlySet<string>): Promise<void> {
    for (let after = ''; ;) {
      const query = { communityId, block, _id: { $gt: after } }
      const page = await environment.find(audits.name, { query, order: { _id: 1 }, limit: IDS })
      for (const { _id } of page) if (!sealed.has(_id)) say(`row ${_id} was added to block ${block}`)
      if (page.length < IDS) return
      after = page.at(-1)!._id
    }
  }

  return checkRows
}

/** One community's chain, block by block. */
function chainOf(environment: Environment, communityId: string, report: Say) {
  const say: Say = fault => report(`${communityId}: ${fault}`)
  const count: Count = query => environment.count(audits.name, { communityId, ...query })
  const checkRows = rowsOf(environment, { communityId, count, say })
  let head = { number: 0, hash: '' }

  async function checkBlock(stored: Found): Promise<void> {
    const parsed = AuditBlock.safeParse(stored)
    if (!parsed.success) return say(`block ${String(stored.number)} cannot be read`)
    const block = parsed.data
    const { number, previous, hash } = block
    if (number !== head.number + 1) say(`block ${head.number + 1} is missing before block ${number}`)
    else if (previous !== head.hash) say(`block ${number} does not follow block ${head.number}`)
    if (blockHash(block) !== hash) say(`block ${number} was changed`)
    head = { number, hash }
    await checkRows(block)
  }

  /** Rows whose block is none of the chain: of blocks that were cut off, or with a number that nobody gave. */
  async function checkRest(): Promise<void> {
    const beyond = await count({ block: { $gt: head.number } })
    if (beyond) say(`${beyond} rows say they are of blocks after block ${head.number}, which is the last`)
    const strange = (await count({})) - (await count({ block: null })) - (await count({ block: { $gte: 1 } }))
    if (strange) say(`${strange} rows say they are of blocks that cannot be`)
  }

  return { checkBlock, checkRest, head: () => head }
}

async function tailOf(environment: Environment, communityId: string): Promise<Tail | null> {
  const query = { communityId, block: null }
  const rows = await environment.count(audits.name, query)
  const [oldest] = await environment.find(audits.name, { query, order: { at: 1 }, limit: 1 })
  const since = oldest?.at instanceof Date ? oldest.at.toISOString() : 'unknown'
  return rows ? { communityId, rows, since } : null
}

interface Signed {
  fileId: string
  head: Head | null
}

async function signedHeads(environment: Environment): Promise<Map<string, Signed[]>> {
  const heads = new Map<string, Signed[]>()
  for (const { fileId, path } of await environment.filesIn(HEADS_FOLDER)) {
    const content = await environment.download(fileId)
    const community = path.slice(HEADS_FOLDER.length).split('/')[0]!
    const head = content ? readHead(Buffer.from(content).toString()) : null
    heads.set(community, [...(heads.get(community) ?? []), { fileId, head }])
  }
  return heads
}

/** What was signed and lies outside the database must be in the chain, and its newest must be the chain's last. */
async function checkHeads(
  environment: Environment,
  { communityId, last, heads }: { communityId: string; last: number; heads: readonly Signed[] },
  say: Say,
): Promise<void> {
  let newest = 0
  for (const { fileId, head } of heads) {
    if (head?.communityId !== communityId) {
      say(`${communityId}: the signature of ${fileId} is not ours`)
      continue
    }
    newest = Math.max(newest, head.number)
    const query = { communityId, number: head.number }
    const [block] = await environment.find(auditBlocks.name, { query, order: { number: 1 }, limit: 1 })
    if (!block) say(`${communityId}: block ${head.number} was signed and is gone`)
    else if (block.hash !== head.hash)
      say(`${communityId}: block ${head.number} is not the one that was signed`)
  }
  // a run that died in between signs the last block when the next one starts: its rows are not marked until then
  const marked = last > newest && (await environment.count(audits.name, { communityId, block: last }))
  if (marked || last > newest + 1) say(`${communityId}: block ${last} was never signed`)
}

/** @returns what is not sealed yet, by community; each fault is said as one line */
export async function verifyAudit(environment: Environment, say: Say): Promise<{ tails: Tail[] }> {
  const heads = await signedHeads(environment)
  const communities = new Set(heads.keys())
  for (const collection of [auditBlocks.name, audits.name])
    for await (const id of communitiesIn(environment, collection)) communities.add(id)
  const tails: Tail[] = []
  for (const communityId of [...communities].sort()) {
    const chain = chainOf(environment, communityId, say)
    for await (const block of blocksOf(environment, communityId)) await chain.checkBlock(block)
    await chain.checkRest()
    const signed = heads.get(communityId) ?? []
    await checkHeads(environment, { communityId, last: chain.head().number, heads: signed }, say)
    const tail = await tailOf(environment, communityId)
    if (tail) tails.push(tail)
  }
  return { tails }
}
