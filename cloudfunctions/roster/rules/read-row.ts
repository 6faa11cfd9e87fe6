import { cleanText, hasMarkup } from '../../shared/people/clean-text'
import type { Column } from './columns'
import { factsOf, type Field } from './fields'
import { readArea } from './normalise/area'
import { readNote, readOccupancy, readParking, readPlates } from './normalise/assets'
import { readDate } from './normalise/date'
import { isUnsold, readEmergency, readIdNumbers, readOwners, readPhones } from './normalise/people'
import { combine, type Place, type PlaceReading, readHome } from '../../shared/people/place'
import { type Notice, read, type Reading } from './reading'
import type { RosterFacts } from './roster-row'
import type { Cell } from '../../shared/table/sheet'

/** The cells of a row by what they are; only fields the file has. */
export type Entry = Partial<Record<Field, string>>

/** Cells of several columns for one field become lines of one. */
export function entryOf(cells: readonly Cell[], columns: readonly Column[]): Entry {
  const entry: Entry = {}
  for (const { index, field } of columns) {
    if (!field) continue
    const cell = cells[index] ?? ''
    entry[field] = entry[field] === undefined ? cell : `${entry[field]}\n${cell}`
  }
  return entry
}

export const readPlace = (entry: Entry): PlaceReading<Place> =>
  entry.home === undefined ? placeOf(entry) : readHome(entry.home)

/** Without a unit column a number such as 2-1802 or 2单元1802 carries the unit. */
function placeOf({ building = '', unit, number = '' }: Entry): PlaceReading<Place> {
  const match = unit === undefined && /^(.{1,4}?)(?:单元-?|-)([^-]+)$/.exec(cleanText(number))
  return match ? combine(building, match[1]!, match[2]!) : combine(building, unit ?? '', number)
}

type OptionalFact = Exclude<keyof RosterFacts, keyof Place | 'owners'>
/** A fact whose column the file lacks has no reading. */
type FactReader = (entry: Entry) => Reading<unknown> | null

const when = (text: string | undefined, reader: (text: string) => Reading<unknown>) =>
  text === undefined ? null : reader(text)

const HOME_READERS: Partial<Record<OptionalFact, FactReader>> = {
  areaCentiSqm: entry => when(entry.area, readArea),
  moveInDate: entry => when(entry.moveInDate, readDate),
  occupancy: entry => when(entry.occupancy, readOccupancy),
  parkingSpaces: entry => when(entry.parking, readParking),
  note: entry => when(entry.note, readNote),
}

const PEOPLE_READERS: Partial<Record<OptionalFact, FactReader>> = {
  phones: entry => when(entry.phone, readPhones),
  idNumbers: entry => when(entry.idNumber, readIdNumbers),
  plates: entry => when(entry.plate, readPlates),
  emergencyContact: entry =>
    when(entry.emergency ?? entry.emergencyPhone, () =>
      readEmergency(entry.emergency ?? '', entry.emergencyPhone),
    ),
}

// An unsold home has no people: numbers kept beside it would let their holder register as its owner.
const NOBODY_READERS: Partial<Record<OptionalFact, FactReader>> = {
  phones: entry => when(entry.phone, () => read([])),
  idNumbers: entry => when(entry.idNumber, () => read([])),
  plates: entry => when(entry.plate, () => read([])),
  emergencyContact: entry => when(entry.emergency ?? entry.emergencyPhone, () => read(null)),
}

const PERSONAL: readonly Field[] = ['phone', 'idNumber', 'plate', 'emergency', 'emergencyPhone']

function noticesOf(entry: Entry, isWithoutOwner: boolean): Notice[] {
  const notices: Notice[] = []
  const dropped = PERSONAL.filter(field => cleanText(entry[field] ?? '')).map(field => factsOf(field).label)
  const lost = dropped.length ? `；这一行的${dropped.join('、')}没有导入` : ''
  if (isWithoutOwner) notices.push({ kind: 'unsold', reason: `按未售导入，没有业主${lost}` })
  if (Object.values(entry).some(hasMarkup))
    notices.push({ kind: 'markup', reason: '格子里有 <b> 这类网页标记，已去掉，只留文字' })
  return notices
}

/** `facts` are only worth something when nothing is refused. */
export type RowReading = { facts: RosterFacts; refusals: string[]; notices: Notice[] }

/** Reads all fields of a row, so that the importer learns everything that is wrong with it at once. */
export function readRow(entry: Entry): RowReading {
  const isWithoutOwner = isUnsold(entry.owner ?? '')
  const place = readPlace(entry)
  const owners = readOwners(entry.owner ?? '')
  const readers = { ...HOME_READERS, ...(isWithoutOwner ? NOBODY_READERS : PEOPLE_READERS) }
  const facts: Record<string, unknown> = {
    ...('value' in place ? place.value : { building: '', unit: '', number: '' }),
    owners: 'value' in owners ? owners.value : [],
  }
  const refusals: string[] = []
  const notices: Notice[] = []
  const note = (reading: Reading<unknown> | PlaceReading<unknown> | null) => {
    if (reading && 'refusal' in reading) refusals.push(reading.refusal)
    if (reading && 'notices' in reading) notices.push(...reading.notices)
  }
  note(place)
  note(owners)
  for (const [fact, reader] of Object.entries(readers)) {
    const reading = reader(entry)
    note(reading)
    if (reading && 'value' in reading && reading.value !== undefined) facts[fact] = reading.value
  }
  // each reader returns the type of its fact; the table above is the one place that pairs them
  return { facts: facts as RosterFacts, refusals, notices: [...notices, ...noticesOf(entry, isWithoutOwner)] }
}
