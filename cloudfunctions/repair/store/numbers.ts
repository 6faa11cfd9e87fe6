import * as z from 'zod'
import { db } from '../../shared/cloud'

const PREFIX = 'WX'

/** WX20261121003; from 1000 on it has four digits at the end. */
export const numberOf = (date: string, sequence: number): string =>
  `${PREFIX}${date.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`

/** A whole number as somebody reads it out, in either case. */
export const wholeNumber = (text: string): string | undefined =>
  /^WX\d{11,12}$/i.test(text) ? text.toUpperCase() : undefined

const Latest = z.object({ sequence: z.int() })

/** The last number given out in that community on that Beijing day, 0 before the first. One row through the index. */
export async function latestSequence(communityId: string, numberDate: string): Promise<number> {
  const { data } = await db
    .collection('repairs')
    .where({ communityId, numberDate })
    .orderBy('sequence', 'desc')
    .field({ sequence: true })
    .limit(1)
    .get()
  return data.length ? Latest.parse(data[0]).sequence : 0
}
