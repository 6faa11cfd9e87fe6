import { cleanText } from '../../../shared/people/clean-text'
import { read, type Reading, refuse } from '../reading'

const UNIT = /(m2|m²|平方米|平方|平米|平)$/i
const MAX_AREA_SQM = 100_000

/**
 * Decimal square metres → hundredths, the precision of a deed (142.36). The third decimal rounds half up on the digits as
 * written, not on a binary fraction: 1.005 is 101.
 */
export function roundHalfUpCentiSqm(decimal: string): number {
  const [whole = '', fraction = ''] = decimal.split('.')
  const centi = Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
  return Number(fraction[2] ?? 0) >= 5 ? centi + 1 : centi
}

/** Area in hundredths of a square metre; null with a notice when the cell is empty. */
export function readArea(text: string): Reading<number | null> {
  const clean = cleanText(text).replace(/\s/g, '').replace(UNIT, '')
  if (!clean) return read(null, { kind: 'no-area', reason: '面积没填，不能按面积算物业费' })
  const number = clean.replace(/,(?=\d{3}(\D|$))/g, '')
  if (!/^-?\d+(\.\d+)?$/.test(number)) return refuse(`面积“${clean.slice(0, 12)}”不是数字，请改成如 142.36`)
  if (number.startsWith('-') || /^[0.]+$/.test(number))
    return refuse(`面积是 ${number.slice(0, 12)}，要大于 0，请核对`)
  if (number.split('.')[0]!.length > 6 || Number(number) > MAX_AREA_SQM)
    return refuse(`面积 ${number.slice(0, 12)} ㎡太大，请核对`)
  const centiSqm = roundHalfUpCentiSqm(number)
  return centiSqm > 0 ? read(centiSqm) : refuse('面积不到 0.01 ㎡，请核对')
}

/** 142.36, without unit */
export const formatArea = (centiSqm: number): string => (centiSqm / 100).toFixed(2)
