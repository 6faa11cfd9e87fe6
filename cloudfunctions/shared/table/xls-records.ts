// What hucre does not tell of an old workbook, read from its records ([MS-XLS] 2.1.4) as they lie in the file: writers
// put them in one piece.

const BOF = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]
const HEADER_BYTES = 512
/** streams begin at a small sector */
const SECTOR_BYTES = 64

const ID = { eof: 0x0a, password: 0x2f, sheet: 0x85, text: 0x207 }
/** shared formula, array formula, data table: they may stand between a formula and the text it gives */
const BETWEEN = [0x4bc, 0x221, 0x236]
const HIDDEN_BITS = 0b11

interface RawRecord {
  id: number
  /** where it begins, its four bytes of id and length included */
  from: number
  to: number
}

const startsAt = (bytes: Uint8Array, at: number) => BOF.every((byte, index) => bytes[at + index] === byte)

function firstRecord(bytes: Uint8Array): number {
  for (let at = HEADER_BYTES; at < bytes.length; at += SECTOR_BYTES) if (startsAt(bytes, at)) return at
  return bytes.length
}

function* recordsOf(bytes: Uint8Array): Generator<RawRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let from = firstRecord(bytes); from + 4 <= bytes.length;) {
    const to = from + 4 + view.getUint16(from + 2, true)
    if (to > bytes.length) return
    yield { id: view.getUint16(from, true), from, to }
    from = to
  }
}

/** Those of the workbook itself; its sheets follow behind. */
function globalsOf(bytes: Uint8Array): RawRecord[] {
  const globals: RawRecord[] = []
  for (const record of recordsOf(bytes)) {
    if (record.id === ID.eof) break
    globals.push(record)
  }
  return globals
}

/** The rest of a workbook with a password to open it is cipher. */
export const isLocked = (bytes: Uint8Array): boolean => globalsOf(bytes).some(({ id }) => id === ID.password)

/** Whether somebody has hidden the sheet, counted from 0. */
export function isHidden(bytes: Uint8Array, index: number): boolean {
  const sheet = globalsOf(bytes).filter(({ id }) => id === ID.sheet)[index]
  return sheet !== undefined && (bytes[sheet.from + 8]! & HIDDEN_BITS) !== 0
}

/** A copy in which the text of a formula follows it at once, where the reader looks for it. */
export function repaired(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  let before: RawRecord | undefined
  for (const record of recordsOf(bytes)) {
    if (before && record.id === ID.text && BETWEEN.includes(before.id)) {
      copy.set(bytes.subarray(record.from, record.to), before.from)
      copy.set(bytes.subarray(before.from, before.to), before.from + record.to - record.from)
    }
    before = record
  }
  return copy
}
