import type * as z from 'zod'
import type { FinishInput } from '../inputs'
import type { Work } from '../schema'

// What one visit produces. Pure.

export const NO_WORK: Work = {
  arrivedAt: null,
  finishedAt: null,
  photosBefore: [],
  photosAfter: [],
  parts: [],
  checks: [],
  summary: '',
}

export const begun = (work: Work | null, checks: string[], now: Date): Work => ({
  ...(work ?? NO_WORK),
  arrivedAt: now,
  checks,
})

/** Parts noted on the way; equal names add up. */
export function withParts(work: Work | null, parts: Work['parts']): Work {
  const quantities = new Map((work ?? NO_WORK).parts.map(part => [part.name, part.quantity]))
  for (const { name, quantity } of parts) quantities.set(name, (quantities.get(name) ?? 0) + quantity)
  return { ...(work ?? NO_WORK), parts: [...quantities].map(([name, quantity]) => ({ name, quantity })) }
}

type Report = Omit<z.output<typeof FinishInput>, 'id'>

/** The report shows the whole list of parts, so it replaces what was noted; left empty, the notes stand. */
export function completed(work: Work | null, report: Report, now: Date): Work {
  const before = work ?? NO_WORK
  const { photosBefore, photosAfter, parts, checks, summary } = report
  return {
    ...before,
    finishedAt: now,
    photosBefore: photosBefore.length ? photosBefore : before.photosBefore,
    photosAfter,
    parts: parts.length ? parts : before.parts,
    checks: [...new Set([...before.checks, ...checks])],
    summary,
  }
}

export const speakParts = (parts: Work['parts']): string =>
  parts.map(({ name, quantity }) => `${name} × ${quantity}`).join('、')
