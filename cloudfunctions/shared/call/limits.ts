import * as z from 'zod'
import { command } from '../cloud'
import { defineCollection } from '../store/collection'
import { table } from '../store/table'
import { AppError, conflict } from './errors'
import {
  counterOf,
  refusing,
  roomBefore,
  rowEndsAt,
  rowIdOf,
  type Counter,
  type Limit,
  type Take,
} from './limit'

/** A row that appears between two looks is found at the second. */
const TRIES = 3

/** Counters of one subject on one Beijing day (id = kind : subject : day). */
export const limits = defineCollection({
  name: 'limits',
  scope: 'person',
  subjects: ['personId'],
  schema: z.object({
    _id: z.string(),
    /** missing where a room or a community is counted */
    personId: z.string().optional(),
    endsAt: z.date(),
    counts: z.record(z.string(), z.int()),
  }),
  indexes: { ends: { keys: { endsAt: 1 }, for: 'counters of days that are over' } },
  retention: { days: 7, from: 'endsAt', ground: 'counters of a day that is over count nothing' },
})

const rows = table(limits)

const perCounter = (
  takes: readonly Take[],
  now: Date,
  value: (take: Take) => object,
): Record<string, object> =>
  Object.fromEntries(takes.map(take => [`counts.${counterOf(take, now)}`, value(take)]))

/**
 * Several limits as parts of one conditional update of whatever document: `filter` lets it through while all of them
 * have room (a missing counter is zero), `data` counts them. Nothing updated: ask `refusing` with the document.
 */
export const limitUpdate = (takes: readonly Take[], now: Date) => ({
  filter: perCounter(takes, now, take => command.not(command.gt(roomBefore(take)))),
  data: perCounter(takes, now, ({ amount = 1 }) => command.inc(amount)),
})

async function count(_id: string, takes: readonly Take[], now: Date): Promise<boolean> {
  const { filter, data } = limitUpdate(takes, now)
  return (await rows.update({ _id, ...filter }, data)) === 1
}

/** @returns false when the row is there already */
function begin(use: Use, takes: readonly Take[], now: Date): Promise<boolean> {
  const counts = Object.fromEntries(takes.map(take => [counterOf(take, now), take.amount ?? 1]))
  return rows.addOnce({ _id: rowOf(use, now), ...whose(use), endsAt: rowEndsAt(now), counts })
}

const find = async (_id: string): Promise<Counter> => (await rows.get(_id)) ?? {}

/** Whose uses are counted: all limits are per this kind of subject. */
export interface Use {
  limits: readonly Limit[]
  subject: string
  /** 1 unless said */
  amount?: number
}

const takesOf = ({ limits, amount }: Use): Take[] => limits.map(limit => ({ limit, amount }))
/** Whose data the counters are. */
const whose = ({ limits, subject }: Use): object => (limits[0]!.per === 'person' ? { personId: subject } : {})

const rowOf = ({ limits, subject }: Use, now: Date): string => rowIdOf(limits[0]!.per, subject, now)

/** Counts one use, in one trip. @returns the refusal when a limit is reached; nothing is counted then */
export async function tryTake(use: Use, now: Date): Promise<AppError | null> {
  const takes = takesOf(use)
  const _id = rowOf(use, now)
  const tooMuch = refusing(takes, {}, now)
  if (tooMuch) return tooMuch
  for (let tries = 0; tries < TRIES; tries++) {
    if (await count(_id, takes, now)) return null
    if (await begin(use, takes, now)) return null
    const refusal = refusing(takes, await find(_id), now)
    if (refusal) return refusal
  }
  return conflict()
}

/** @throws TOO_MANY saying when it is possible again */
export async function take(use: Use, now: Date): Promise<void> {
  const refusal = await tryTake(use, now)
  if (refusal) throw refusal
}

/** What turned out to be no use: a repeated tap, an attempt that hit. */
export async function giveBack(use: Use, now: Date): Promise<void> {
  const takes = takesOf(use)
  const { amount = 1 } = use
  const filter = { _id: rowOf(use, now), ...perCounter(takes, now, () => command.gte(amount)) }
  await rows.update(
    filter,
    perCounter(takes, now, () => command.inc(-amount)),
  )
}
