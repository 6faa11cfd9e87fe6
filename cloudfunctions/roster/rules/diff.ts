import { EMPTY_NAME, maskName, maskOwners, maskPhone } from '../../shared/masking'
import { maskDigits, maskIdNumber, maskPhones } from './mask'
import { formatArea } from './normalise/area'
import type { Occupancy } from '../../shared/people/room'
import { OCCUPANCY_LABELS } from './normalise/assets'
import type { Contact } from './normalise/people'
import { homeKey } from '../../shared/people/place'
import type { RosterFacts, RosterRow } from './roster-row'

/** Changes a person should look at before they happen (design 17c). */
export type Look = 'owner' | 'phone' | 'area'
export const LOOK_LABELS: Readonly<Record<Look, string>> = {
  owner: '换业主',
  phone: '换号码',
  area: '改面积',
}

export type FactName = Exclude<keyof RosterFacts, 'building' | 'unit'>

/** One changed field as shown; people are masked. */
export type FieldChange = { fact: FactName; label: string; before: string; after: string }
export type ChangedRow = { row: RosterRow; changes: FieldChange[]; looks: Look[] }
export type RosterDiff = { added: RosterRow[]; changed: ChangedRow[]; unchanged: RosterRow[] }

type Shower<T> = (value: NonNullable<T>) => string
type Showers = { [Name in FactName]: { label: string; show: Shower<RosterFacts[Name]>; look?: Look } }

const list = (values: readonly string[]) => values.join('、')

const SHOWERS: Showers = {
  number: { label: '房号写法', show: String },
  owners: { label: '业主', show: owners => (owners.length ? maskOwners(owners) : '未售'), look: 'owner' },
  areaCentiSqm: { label: '面积', show: area => `${formatArea(area)} ㎡`, look: 'area' },
  phones: { label: '手机', show: maskPhones, look: 'phone' },
  idNumbers: { label: '身份证号', show: ids => list(ids.map(maskIdNumber)) },
  moveInDate: { label: '入住日期', show: String },
  occupancy: { label: '入住状态', show: (occupancy: Occupancy) => OCCUPANCY_LABELS[occupancy] },
  parkingSpaces: { label: '车位', show: list },
  plates: { label: '车牌', show: list },
  emergencyContact: {
    label: '紧急联系人',
    show: ({ name, phone }: Contact) => `${maskName(name)} ${phone && maskPhone(phone)}`.trim(),
  },
  note: { label: '备注', show: maskDigits },
}

const FACT_NAMES = Object.keys(SHOWERS) as FactName[]

// What nobody ever said and what a file says is not there are the same nothing.
const comparable = (value: unknown) => {
  const isNothing = value === undefined || value === null || (Array.isArray(value) && value.length === 0)
  return isNothing ? '' : JSON.stringify(value)
}

function show<Name extends FactName>(name: Name, facts: RosterFacts): string {
  const value = facts[name]
  if (value === undefined || value === null) return EMPTY_NAME
  return SHOWERS[name].show(value) || EMPTY_NAME
}

/** Fields the file names and that differ from what is stored; what the file lacks is not compared. */
export function changesOf(stored: RosterFacts, row: RosterFacts): FieldChange[] {
  const differing = FACT_NAMES.filter(
    name => row[name] !== undefined && comparable(row[name]) !== comparable(stored[name]),
  )
  return differing.map(fact => ({
    fact,
    label: SHOWERS[fact].label,
    before: show(fact, stored),
    after: show(fact, row),
  }))
}

/**
 * What importing `accepted` would do to the rooms that are stored, by `homeKey`. Rooms the file does not name stay as
 * they are: a file per building must not empty the others.
 */
export function diffRoster(
  accepted: readonly RosterRow[],
  stored: ReadonlyMap<string, RosterFacts>,
): RosterDiff {
  const diff: RosterDiff = { added: [], changed: [], unchanged: [] }
  for (const row of accepted) {
    const before = stored.get(homeKey(row))
    const changes = before ? changesOf(before, row) : []
    if (!before) diff.added.push(row)
    else if (changes.length) diff.changed.push({ row, changes, looks: looksOf(changes) })
    else diff.unchanged.push(row)
  }
  return diff
}

const looksOf = (changes: readonly FieldChange[]): Look[] =>
  changes.flatMap(({ fact }) => SHOWERS[fact].look ?? [])
