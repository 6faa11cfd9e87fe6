import { accumulatorOperators } from '../accumulators'
import type { Operators } from '../operands'
import { arithmetic } from './arithmetic'
import { arrays } from './arrays'
import { conversions } from './conversions'
import { dateParts } from './date-parts'
import { dateFromParts } from './date-from-parts'
import { dateFromString } from './date-from-string'
import { dateToString } from './date-to-string'
import { iteration } from './iteration'
import { logic } from './logic'
import { objects } from './objects'
import { patterns } from './patterns'
import { rounding } from './rounding'
import { sets } from './sets'
import { texts } from './texts'
import { textPositions } from './text-positions'

/** Every operator that is emulated; all others answer NOT_EMULATED. */
export const operators: Operators = {
  ...arithmetic,
  ...rounding,
  ...arrays,
  ...iteration,
  ...logic,
  ...objects,
  ...sets,
  ...texts,
  ...textPositions,
  ...patterns,
  ...conversions,
  ...dateParts,
  ...accumulatorOperators,
  $dateFromParts: dateFromParts,
  $dateFromString: dateFromString,
  $dateToString: dateToString,
}
