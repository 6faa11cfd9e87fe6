import * as z from 'zod'
import { AppError } from '../../shared/call/errors'
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

/**
 * The next number of a community on a Beijing day, the same for the same order however often it is asked for.
 * @throws TOO_MANY when a limit stands in the way
 */
export async function takeNumber(communityId: string, date: string, orderId: string): Promise<number> {
  const start = () => latestSequence(communityId, date)
  const number = await nextNumber(`repairs:${communityId}:${date}`, orderId, { start })
  if (number === null) throw new AppError('TOO_MANY', '今天报修的次数太多了，请打服务台电话')
  return number
}
