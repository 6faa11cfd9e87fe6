import * as z from 'zod'
import { command } from '../cloud'
import { badField } from '../call/errors'

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

/**
 * Narrows a filter to what comes after the cursor in a list sorted by `field` descending, then `_id` descending.
 * The range on `field` stands alone as well, so that an index serves it.
 */
export function olderThan(filter: object, field: string, cursor: string | undefined): object {
  if (cursor === undefined) return filter
  const { at, id } = decodeCursor(cursor)
  const isBeyond = command.or([{ [field]: command.lt(at) }, { [field]: at, _id: command.lt(id) }])
  return command.and([filter, { [field]: command.lte(at) }, isBeyond])
}

/** The same for a list sorted by `field` ascending, then `_id` ascending. */
export function newerThan(filter: object, field: string, cursor: string | undefined): object {
  if (cursor === undefined) return filter
  const { at, id } = decodeCursor(cursor)
  const isBeyond = command.or([{ [field]: command.gt(at) }, { [field]: at, _id: command.gt(id) }])
  return command.and([filter, { [field]: command.gte(at) }, isBeyond])
}

/** One row more than shown was read: tells whether there is a next page without counting. */
export function pageOf<T>(
  rows: T[],
  size: number,
  positionOf: (row: T) => string,
): { rows: T[]; next: string | null } {
  if (rows.length <= size) return { rows, next: null }
  const shown = rows.slice(0, size)
  return { rows: shown, next: positionOf(shown.at(-1)!) }
}
