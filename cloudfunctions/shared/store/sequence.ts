import * as z from 'zod'
import { command } from '../cloud'
import { defineCollection } from './collection'
import { table } from './table'

// Numbers without gaps and without a hot loop: everybody pushes a claim of their own, which the database puts in line,
// and reads where it stands. Two trips, however many come at once; asking again with the same claim gives the same
// number.

/** A claim is known by its id for so long that a repeated call finds its number again. */
const KEPT = 400
const TRIMMED = 200

export const sequences = defineCollection({
  name: 'sequences',
  scope: 'company',
  subjects: [],
  schema: z.object({
    _id: z.string(),
    base: z.int(),
    claims: z.array(z.string()),
    /** what a guard counts in the same update, since claims were last forgotten */
    counts: z.record(z.string(), z.int()).default({}),
  }),
  indexes: {},
})
type Sequence = z.infer<typeof sequences.schema>

const rows = table(sequences)

export interface Claim {
  /** ties the claim to a condition on the document, and what else changes with it, in the same atomic update */
  guard?: { filter: object; data: object; refusal: (row: Sequence) => Error | null }
  /** the number before the first of a new sequence; 0 */
  start?: () => Promise<number>
}

/**
 * Forgets the oldest claims: exactly those, so that one that comes at the same time keeps its place. What the guard
 * counted begins anew: the document stays small on a day of thousands, and a few that repeat drown in so many.
 */
async function trim({ _id, base, claims }: Sequence): Promise<void> {
  const oldest = claims.slice(0, TRIMMED)
  const counts = command.set({})
  await rows.update(
    { _id, base },
    { base: command.inc(oldest.length), claims: command.pullAll(oldest), counts },
  )
}

/**
 * The next number of a sequence, from 1 on. Two trips; the first claim of a sequence takes two more.
 * @throws what the guard says when it stands in the way
 */
export async function nextNumber(_id: string, claimant: string, claim: Claim = {}): Promise<number> {
  const { guard, start } = claim
  const isNew = { _id, claims: command.neq(claimant), ...guard?.filter }
  await rows.update(isNew, { claims: command.push(claimant), ...guard?.data })
  const found = await rows.get(_id)
  if (!found) {
    await rows.addOnce({ _id, base: start ? await start() : 0, claims: [], counts: {} })
    return nextNumber(_id, claimant, claim)
  }
  const at = found.claims.indexOf(claimant)
  if (at >= KEPT) await trim(found)
  // the guard lets through what left in between: then the next try finds its place
  const refusal = at < 0 ? guard?.refusal(found) : null
  if (refusal) throw refusal
  return at < 0 ? nextNumber(_id, claimant, claim) : found.base + at + 1
}
