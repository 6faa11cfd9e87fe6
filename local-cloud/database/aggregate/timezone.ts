import { notEmulated, refused } from '../../errors'
import { typeName } from '../../values/types'

const MINUTE = 60_000
const DAY = 86_400_000

/** Milliseconds to add to UTC, at that instant. */
export interface Timezone {
  offsetAt(ms: number): number
}

export const UTC: Timezone = { offsetAt: () => 0 }

const formatters = new Map<string, Timezone>()

/** `Asia/Shanghai`, `+08:00`, `+0800` or `+08`. */
export function timezoneOf(name: unknown): Timezone {
  if (typeof name !== 'string') throw refused(`timezone must evaluate to a string, found ${typeName(name)}`)
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(name) ?? []
  if (hours) {
    const offset = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * MINUTE
    return { offsetAt: () => offset }
  }
  const known = formatters.get(name) ?? named(name)
  formatters.set(name, known)
  return known
}

function named(name: string): Timezone {
  const unrecognized = refused(`unrecognized time zone identifier: "${name}"`)
  if (!/^[A-Z]/.test(name)) throw unrecognized
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' },
    })
    return { offsetAt: ms => wallClock(format, ms) - Math.floor(ms / 1000) * 1000 }
  } catch {
    throw unrecognized
  }
}

function wallClock(format: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  if (part.era !== 'AD') throw notEmulated('a year before 1')
  const wall = new Date(0)
  wall.setUTCFullYear(Number(part.year), Number(part.month) - 1, Number(part.day))
  return wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
}

/** The instant at which clocks there show this time, given as if it were UTC. */
export function instantOf(wall: number, zone: Timezone): number {
  const offsets = [...new Set([zone.offsetAt(wall - DAY), zone.offsetAt(wall + DAY)])]
  const fitting = offsets.filter(offset => offsets.length === 1 || zone.offsetAt(wall - offset) === offset)
  if (fitting.length !== 1) throw notEmulated('a local time that a change of the clocks skips or repeats')
  return wall - fitting[0]!
}
