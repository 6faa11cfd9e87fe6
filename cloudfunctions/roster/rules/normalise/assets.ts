import { cleanProse, cleanText, splitList, upperLatin } from '../../../shared/people/clean-text'
import { OCCUPANCIES, type Occupancy } from '../../../shared/people/room'
import { read, type Reading } from '../reading'

export const OCCUPANCY_LABELS: Readonly<Record<Occupancy, string>> = {
  occupied: '已入住',
  vacant: '空置',
  renovating: '装修中',
  rented: '出租',
}

const OCCUPANCY_WORDS: Readonly<Record<Occupancy, readonly string[]>> = {
  occupied: ['已入住', '入住', '自住', '常住', '在住', '居住'],
  vacant: ['空置', '未入住', '空关', '空房', '闲置'],
  renovating: ['装修中', '装修', '在装修', '正在装修'],
  rented: ['出租', '已出租', '出租中', '租赁', '租住'],
}

export function readOccupancy(text: string): Reading<Occupancy | null | undefined> {
  const clean = cleanText(text).replace(/\s/g, '')
  if (!clean) return read(null)
  const found = OCCUPANCIES.find(occupancy => OCCUPANCY_WORDS[occupancy].includes(clean))
  if (found) return read(found)
  const reason = `入住状态“${clean.slice(0, 10)}”不认识，没有导入。可写 已入住、空置、装修中、出租`
  return read(undefined, { kind: 'occupancy-unknown', reason })
}

// Loose on purpose: rosters hold plates with I and O, which no real plate has, and nobody is turned away for that.
const PLATE = /^\p{Script=Han}[A-Z][A-Z0-9]{4,5}[A-Z0-9学警港澳挂领]$/u
const NEXT_PLATE = /\s+(?=\p{Script=Han}\s*[A-Za-z])/u

/** 浙A·WX140, 浙A WX140 → 浙AWX140 */
export function readPlates(text: string): Reading<string[]> {
  const parts = splitList(text).flatMap(part => part.split(NEXT_PLATE))
  const codeOf = (part: string) => upperLatin(part.replace(/[^\p{L}\p{N}]/gu, '')).slice(0, 20)
  const plates = [...new Set(parts.map(codeOf))]
  const known = plates.filter(Boolean)
  if (known.every(plate => PLATE.test(plate))) return read(known)
  return read(known, { kind: 'plate-odd', reason: '车牌写法不常见，照原样导入，请核对' })
}

/** B1-054; several at once are separated like names. */
export function readParking(text: string): Reading<string[]> {
  const codeOf = (part: string) => upperLatin(cleanText(part.replace(/[\s<>"'=]/g, '').slice(0, 30)))
  const spaces = splitList(text).map(codeOf).filter(Boolean)
  return read([...new Set(spaces)])
}

const MAX_NOTE = 500

export function readNote(text: string): Reading<string | null> {
  const note = [...cleanProse(text)]
  if (note.length <= MAX_NOTE) return read(note.join('') || null)
  return read(note.slice(0, MAX_NOTE).join(''), {
    kind: 'note-cut',
    reason: `备注超过 ${MAX_NOTE} 个字，后面的没有导入`,
  })
}
