import { arabicNumeral, cleanText, untilStable, upperLatin } from './clean-text'

/** What somebody wrote about a home, or in Chinese why it cannot be read. */
export type PlaceReading<T> = { value: T } | { refusal: string }

const read = <T>(value: T): PlaceReading<T> => ({ value })
const refuse = (refusal: string) => ({ refusal })

/** Codes, not labels: building "3", unit "2" or "", number "1802". */
export type Place = { building: string; unit: string; number: string }

// what a room id may hold; the dash separates building, unit and number there
const isCode = (code: string) => /^[\p{L}\p{N}_.]{1,20}$/u.test(code)
const isNumberCode = (code: string) => /^[\p{L}\p{N}_.-]{1,20}$/u.test(code)
const compact = (text: string) => upperLatin(cleanText(text).replace(/\s/g, ''))
const withoutZeros = (code: string) => code.replace(/^0+(?=\d+$)/, '')
const code = (text: string) => withoutZeros(arabicNumeral(text))

const strip = (text: string, pattern: RegExp) => untilStable(text, part => compact(part).replace(pattern, ''))

/** 1栋, 01幢, 1号楼, 1#, 第一栋 → "1"; A座 → "A"; 别墅 stays. */
export function readBuilding(text: string): PlaceReading<string> {
  const building = code(strip(text, /^第|(号楼|号栋|#楼|[栋幢座楼号#])$/g))
  if (!building) return refuse('楼栋没填，请补上')
  return isCode(building) ? read(building) : refuse(`楼栋“${building.slice(0, 20)}”看不懂，请写成如 3栋`)
}

/** 1单元, 一单元, 01 → "1"; empty is a building without units. */
export function readUnit(text: string): PlaceReading<string> {
  const unit = code(strip(text, /^第|^单元|(单元|[门梯])$/g))
  return unit === '' || isCode(unit) ? read(unit) : refuse(`单元“${unit.slice(0, 20)}”看不懂，请写成如 2单元`)
}

/** 101室 → "101". Leading zeros stay: 0603 is how the company writes it on the door. */
export function readNumber(text: string): PlaceReading<string> {
  const number = strip(text, /[室号房户]$/).replace(/^(\d+)\.0+$/, '$1')
  if (!number) return refuse('房号没填，请补上')
  if (/^\d{4}-\d{2}-\d{2}$/.test(number)) return refuse('房号被 Excel 变成了日期，请把这一列改成文本后重填')
  return isNumberCode(number) ? read(number) : refuse(`房号“${number.slice(0, 20)}”看不懂，请写成如 1802`)
}

const WRITTEN_OUT =
  /^(?:.*?[^\d零〇一二三四五六七八九十百A-Z])??([\dA-Z]+|[零〇一二两三四五六七八九十百]+)(?:号楼|#楼|[栋幢座楼#])-?(?:(.{1,4}?)(?:单元|门)-?)?([^-栋幢座楼#元]+)$/
const DASHED = /^([^-]+)-(?:([^-]+)-)?([^-]+)$/
const NAMED = /^(\p{Script=Han}+)(\d+)$/u

/** Building, unit and number in one cell: 3栋2单元1802, 云栖里3幢1802室, 3-2-1802, 3-1802, 别墅101. */
export function readHome(text: string): PlaceReading<Place> {
  const home = compact(text).replace(/[—–_/]/g, '-')
  if (!home) return refuse('楼栋和房号没填，请补上')
  const written = strip(home, /[室号房户]$/)
  const match = WRITTEN_OUT.exec(written) ?? DASHED.exec(written)
  const named = NAMED.exec(written)
  if (match) return combine(match[1]!, match[2] ?? '', match[3]!)
  if (named) return combine(named[1]!, '', named[2]!)
  return refuse(`房屋“${home.slice(0, 20)}”看不懂，请写成 3栋2单元1802 或 3-2-1802`)
}

/** @returns the place, or every refusal of its parts in one sentence */
export function combine(buildingText: string, unitText: string, numberText: string): PlaceReading<Place> {
  const building = readBuilding(buildingText)
  const unit = readUnit(unitText)
  const number = readNumber(numberText)
  if ('value' in building && 'value' in unit && 'value' in number)
    return read({ building: building.value, unit: unit.value, number: number.value })
  return refuse([building, unit, number].flatMap(part => ('refusal' in part ? part.refusal : [])).join('；'))
}

/** One home, one key, however it is written: 0603 and 603 are the same door. */
export const homeKey = ({ building, unit, number }: Place): string =>
  `${building}-${unit}-${withoutZeros(number)}`

const isPlainCode = (text: string) => /^[\dA-Z]+$/.test(text)

type Block = Pick<Place, 'building' | 'unit'>

/**
 * 3 栋 2 单元 · 3 栋 · 别墅. Houses have no units, but lists fill one in: of a building with a name of its own the first
 * unit is not said, so 别墅 1单元 101 reads 别墅 101.
 */
export function blockLabel({ building, unit }: Block): string {
  const isNamed = !isPlainCode(building)
  const block = isNamed ? building : `${building} 栋`
  return unit === '' || (isNamed && unit === '1') ? block : `${block} ${unit} 单元`
}

/** 3 栋 2 单元 1802 · 别墅 101 */
export const homeLabel = (place: Place): string => `${blockLabel(place)} ${place.number}`
