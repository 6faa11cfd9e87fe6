import type * as z from 'zod'
import type { Aggregation } from '../sdk'
import type { Collection } from './collection'
import { rowsOf } from './database'
import { patient } from './patient'

/** `build` makes the stages; `row` parses what comes out. Always give it a limit (platform facts 2.1). */
export async function aggregate<Row>(
  collection: Pick<Collection, 'name'>,
  build: (stages: Aggregation) => Aggregation,
  row: z.ZodType<Row>,
): Promise<Row[]> {
  const { list } = await patient(() => build(rowsOf(collection).aggregate()).end())
  return list.map(each => row.parse(each))
}
