import * as z from 'zod'
import { command } from '../cloud'
import { badField } from '../call/errors'
import type { Order } from './database'

/** Where the last page ended: the sort value and the id that breaks ties. Opaque to clients. */
const MAX_TIME = 8.64e15
const Position = z.tuple([z.int().min(-MAX_TIME).max(MAX_TIME), z.string().max(200)])

export const Cursor = z.string().max(300)

export const encodeCursor = (at: Date, id: string): string =>
  Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url')

/** @throws BAD_INPUT for anything we did not make */
export function decodeCursor(cursor: string): { at: Date; id: string } {
  try {
    const [time, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { at: new Date(time), id }
  } catch {
    throw badField('cursor', '列表已经变了，请下拉刷新')
  }
}

/** One page of a sorted list. `order` is one date field; `_id` breaks ties in the same direction. */
export interface PageQuery<Row> {
  filter: object
  order: Order
  size: number
  cursor: string | undefined
  /** which fields are read, for rows of a list; `as` parses them */
  fields?: Record<string, boolean>
  as?: z.ZodType<Row>
}

/**
 * Narrows a filter to what comes after the cursor. The range on the field stands alone as well, so that an index
 * serves it.
 */
export function pageAfter(filter: object, [field, direction]: Order, cursor: string | undefined): object {
  if (cursor === undefined) return filter
  const { at, id } = decodeCursor(cursor)
  const [beyond, atOrBeyond] = direction === 'asc' ? [command.gt, command.gte] : [command.lt, command.lte]
  const isBeyond = command.or([{ [field]: beyond(at) }, { [field]: at, _id: beyond(id) }])
  return command.and([filter, { [field]: atOrBeyond(at) }, isBeyond])
}

/** One row more than shown was read: tells whether there is a next page without counting. */
export function pageOf<Row extends { _id: string }>(
  rows: Row[],
  size: number,
  field: string,
): { rows: Row[]; next: string | null } {
  if (rows.length <= size) return { rows, next: null }
  const shown = rows.slice(0, size)
  return { rows: shown, next: cursorAt(shown.at(-1)!, field) }
}

/** The cursor of what comes after a row. */
export const cursorAt = (row: { _id: string }, field: string): string =>
  encodeCursor((row as unknown as Record<string, Date>)[field]!, row._id)
