// `sec min hour day month weekday year` in Beijing time, which has no daylight saving: always UTC+8.

const BEIJING_OFFSET_MS = 8 * 3600 * 1000
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

interface Field {
  name: string
  min: number
  max: number
  words?: string[]
  /** What the first word counts as. */
  first?: number
}

const FIELDS: Field[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS, first: 1 },
  { name: 'weekday', min: 0, max: 6, words: WEEKDAYS, first: 0 },
  { name: 'year', min: 1970, max: 2099 },
]

type Test = (value: number) => boolean

export interface Cron {
  isDue(secondUtcMs: number): boolean
}

const refused = (field: Field, text: string) => new Error(`cron: ${field.name} cannot be ${text}`)

function number(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1
  const value = word >= 0 ? word + field.first! : Number(text)
  if (word < 0 && !/^\d+$/.test(text)) throw refused(field, text)
  if (value < field.min || value > field.max) throw refused(field, text)
  return value
}

function stepOf(text: string, field: Field): number {
  const step = Number(text)
  if (/^\d+$/.test(text) && step >= 1 && step <= field.max) return step
  throw new Error(`cron: ${field.name} cannot have the step ${text}`)
}

/** `*`, `5`, `1-5`, and each of them with a step: `1-5/2`. */
function part(text: string, field: Field): Test {
  const [range = '', step, ...tooMany] = text.split('/')
  const [from, to, ...others] =
    range === '*' ? [field.min, field.max] : range.split('-').map(bound => number(bound, field))
  const end = to ?? (step === undefined ? from! : field.max)
  if (tooMany.length || others.length || end < from!) throw refused(field, text)
  const every = step === undefined ? 1 : stepOf(step, field)
  return value => value >= from! && value <= end && (value - from!) % every === 0
}

function test(text: string, field: Field): Test {
  const parts = text.split(',').map(item => part(item, field))
  return value => parts.some(matches => matches(value))
}

/** @throws Error naming the field that cannot be read */
export function parseCron(expression: string): Cron {
  const texts = expression.trim().split(/\s+/)
  if (texts.length !== FIELDS.length) throw new Error(`cron: ${expression} needs ${FIELDS.length} fields`)
  const [second, minute, hour, day, month, weekday, year] = texts.map((text, i) =>
    test(text, FIELDS[i]!),
  ) as [Test, Test, Test, Test, Test, Test, Test]
  // a day of the month and a weekday, both given, mean either
  const isEither = texts[3] !== '*' && texts[5] !== '*'
  return {
    isDue(secondUtcMs) {
      const at = new Date(secondUtcMs + BEIJING_OFFSET_MS)
      const [isDay, isWeekday] = [day(at.getUTCDate()), weekday(at.getUTCDay())]
      return (
        second(at.getUTCSeconds()) &&
        minute(at.getUTCMinutes()) &&
        hour(at.getUTCHours()) &&
        (isEither ? isDay || isWeekday : isDay && isWeekday) &&
        month(at.getUTCMonth() + 1) &&
        year(at.getUTCFullYear())
      )
    },
  }
}

/** Is there a due second in (after, until]? Looks back over at most a day, as nothing older is made up for. */
export function isDueBetween(cron: Cron, after: number, until: number): boolean {
  const last = Math.floor(until / 1000) * 1000
  const first = Math.max(after, last - 86_400_000)
  for (let at = last; at > first; at -= 1000) if (cron.isDue(at)) return true
  return false
}
