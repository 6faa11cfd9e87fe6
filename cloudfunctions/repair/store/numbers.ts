import * as z from 'zod'
import { refusing, type Counter, type Take } from '../../shared/call/limit'
import { limitUpdate } from '../../shared/call/limits'
import { repository } from '../../shared/store/repository'
import { nextNumber } from '../../shared/store/sequence'
import { repairs } from '../collections'

const PREFIX = 'WX'

/** WX20261121003; from 1000 on it has four digits at the end. */
export const numberOf = (date: string, sequence: number): string =>
  `${PREFIX}${date.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`

/** A whole number as somebody reads it out, in either case. */
export const wholeNumber = (text: string): string | undefined =>
  /^WX\d{11,12}$/i.test(text) ? text.toUpperCase() : undefined

const Latest = z.object({ sequence: z.int() })

/** The last number given out in that community on that Beijing day, 0 before the first. One row through the index. */
async function latestSequence(communityId: string, numberDate: string): Promise<number> {
  const [latest] = await repository(repairs).list({
    filter: { communityId, numberDate },
    order: [['sequence', 'desc']],
    limit: 1,
    fields: { sequence: true },
    as: Latest,
  })
  return latest?.sequence ?? 0
}

interface Numbered {
  communityId: string
  /** Beijing day */
  date: string
  orderId: string
  takes: readonly Take[]
}

/**
 * The next number of a community on a Beijing day, the same for the same order however often it is asked for. What a
 * household may report is counted in the same update.
 * @throws TOO_MANY when a limit is reached, saying when it is possible again
 */
export function takeNumber({ communityId, date, orderId, takes }: Numbered, now: Date): Promise<number> {
  const guard = { ...limitUpdate(takes, now), refusal: (row: Counter) => refusing(takes, row, now) }
  const start = () => latestSequence(communityId, date)
  return nextNumber(`repairs:${communityId}:${date}`, orderId, { guard, start })
}
