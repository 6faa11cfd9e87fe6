// How numbers and days of a spreadsheet read as text.

const EXACT_DIGITS = 15

/**
 * A number as Excel shows it: 15 digits, so 142.36000000000001 is 142.36. Longer ones have lost their last digits; the
 * exponent says so (an ID number typed into a number cell becomes 3.30106199309085E+17), as in a CSV saved by Excel.
 */
export function numberText(value: number): string {
  if (Math.abs(value) >= 10 ** EXACT_DIGITS) return value.toExponential(EXACT_DIGITS - 1).toUpperCase()
  return String(Number(value.toPrecision(EXACT_DIGITS)))
}

const DAY_MS = 86_400_000
/** Day 0 of Excel's calendar. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const DAYS_1900_TO_1904 = 1462
/** 9999-12-31, the last day Excel knows. */
const LAST_SERIAL = 2_958_465

/**
 * Day number of Excel → `YYYY-MM-DD`; null when it is no day. Days before March 1900 are off by one, as in Excel's own
 * calendar, and do not occur in rosters.
 */
export function dateOfSerial(serial: number, is1904 = false): string | null {
  const days = Math.floor(serial) + (is1904 ? DAYS_1900_TO_1904 : 0)
  if (!(days >= 1 && days <= LAST_SERIAL)) return null
  return new Date(EPOCH_1900 + days * DAY_MS).toISOString().slice(0, 10)
}

/** The day number that `dateOfSerial` takes. */
export const serialOf = (date: Date): number => (date.getTime() - EPOCH_1900) / DAY_MS
