/** Things a person should look at although the row is imported; the screen groups by kind. */
export type NoticeKind =
  | 'no-phone'
  | 'phone-dropped'
  | 'landline'
  | 'no-area'
  | 'id-checksum'
  | 'id-odd'
  | 'id-lost-digits'
  | 'month-only'
  | 'date-unreadable'
  | 'occupancy-unknown'
  | 'plate-odd'
  | 'emergency-odd'
  | 'name-odd'
  | 'unsold'
  | 'markup'
  | 'note-cut'
  | 'total-differs'

export type Notice = { kind: NoticeKind; reason: string }

/**
 * What one cell says. A value of `undefined` means: unreadable, leave what is stored alone (a notice says so), while
 * null and [] mean that the file says there is none.
 */
export type Reading<T> = { value: T; notices: Notice[] } | { refusal: string }

export const read = <T>(value: T, ...notices: Notice[]): Reading<T> => ({ value, notices })
export const refuse = (refusal: string): { refusal: string } => ({ refusal })
