import { AppError } from '../../shared/call/errors'
import type { Guard } from '../../shared/flow/machine'
import type { Kinds } from './steps'

// An order stays one document, whoever taps how often: the steps that lead it to its end are never refused.

/** A page of history nobody reads to its end. */
const MAX_TIMELINE = 200
/** Far below the database's limit of 512 KB; what is never refused needs much less than what is left. */
const MAX_BYTES = 200 * 1024

const full = () => new AppError('TOO_MANY', '这张工单的记录已经很多，请直接打电话联系')

/** For steps that stay possible when the history is long: only the size counts. */
export const isLight: Guard<Kinds> = order =>
  Buffer.byteLength(JSON.stringify(order)) < MAX_BYTES ? null : full()

/** For what can be said again and again. */
export const hasRoom: Guard<Kinds> = (order, asker) =>
  order.timeline.length < MAX_TIMELINE ? isLight(order, asker) : full()
