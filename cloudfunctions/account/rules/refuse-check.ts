import { comparableName } from './matching'
import type { RosterSide } from './matching'

/** Without spaces and signs, so that "林 静-仪" is found too. */
const bare = (text: string) => comparableName(text).replace(/[^\p{L}\p{N}]/gu, '')

/** A name, and its given name alone when it is long enough to tell somebody. */
const namesToHide = (owner: string): string[] => {
  const name = bare(owner)
  return [...name].length >= 3 ? [name, [...name].slice(1).join('')] : [name]
}

/**
 * Does the message tell the applicant what the roster says? Owners' names and the tails of their numbers count, except
 * what the applicant has typed: a stranger who guesses must not learn how close that is (design 16c).
 */
export function leaksRoster(
  message: string,
  room: RosterSide,
  applicant: { name: string; tail: string },
): boolean {
  const text = bare(message)
  const digits = message.match(/\d[\d\s-]*/g)?.map(run => run.replace(/\D/g, '')) ?? []
  const own = bare(applicant.name)
  const hasName = room.owners
    .flatMap(namesToHide)
    .some(name => name.length >= 2 && !own.includes(name) && text.includes(name))
  const hasTail = room.phones.some(
    ({ tail }) => tail !== applicant.tail && digits.some(run => run.endsWith(tail)),
  )
  return hasName || hasTail
}
