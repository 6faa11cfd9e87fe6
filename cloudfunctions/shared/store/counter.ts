import type * as z from 'zod'
import { command } from '../cloud'
import type { Collection } from './collection'
import { table } from './table'

/**
 * A number in a document that many change at once and that has bounds: seats, stock, quota. One conditional update, so
 * the bound holds however many come; never read and then write.
 */
export function counter<Row extends object>(
  collection: Collection<z.ZodType<Row>>,
  field: keyof Row & string,
) {
  const { update } = table(collection)
  return {
    /** Adds `by` while the result stays within `atMost`. @returns false when it does not, or there is no such row */
    async take(_id: string, by: number, atMost: number): Promise<boolean> {
      return (await update({ _id, [field]: command.lte(atMost - by) }, { [field]: command.inc(by) })) === 1
    },
    /** Takes `by` away while the result does not fall below `atLeast`. */
    async give(_id: string, by: number, atLeast = 0): Promise<boolean> {
      return (await update({ _id, [field]: command.gte(atLeast + by) }, { [field]: command.inc(-by) })) === 1
    },
  }
}
