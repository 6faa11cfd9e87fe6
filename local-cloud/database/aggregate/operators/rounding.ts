import { refused } from '../../../errors'
import { isNothing } from '../../../values/types'
import { asNumber, fixed, type Operator, type Operators } from '../operands'

const DECIMALS = 100 // more than any double's tie can have

/** Of a double the exact decimals count: 1.005 is a little less than it looks. */
function toPlace(n: number, place: number, isRounding: boolean): number {
  if (!Number.isFinite(n) || Math.abs(n) >= 1e21 || (Number.isInteger(n) && place >= 0)) return n
  const digits = BigInt(Math.abs(n).toFixed(DECIMALS).replace('.', ''))
  const unit = 10n ** BigInt(DECIMALS - place)
  const [whole, rest] = [digits / unit, digits % unit]
  const isUp = rest * 2n > unit || (rest * 2n === unit && whole % 2n === 1n) // half goes to the even
  return Math.sign(n) * Number(`${whole + (isRounding && isUp ? 1n : 0n)}e${-place}`)
}

const toPlaces = (name: string, isRounding: boolean): Operator =>
  fixed(name, [1, 2], (...values) => {
    const [value, place] = values.length > 1 ? values : [values[0], 0]
    if (isNothing(value) || isNothing(place)) return null
    const places = asNumber(place, `precision of ${name}`)
    if (!Number.isInteger(places) || places < -20 || places > 100)
      throw refused(`cannot apply ${name} with precision value ${places}: it must be in [-20, 100]`)
    return toPlace(asNumber(value, name), Math.min(places, DECIMALS), isRounding)
  })

export const rounding: Operators = { $round: toPlaces('$round', true), $trunc: toPlaces('$trunc', false) }
