import { maskOwners, maskPhone } from '../../shared/masking'

export const maskPhones = (phones: readonly string[]): string => phones.map(maskPhone).join('、')

/** Only the last four characters of an ID number are ever shown (design 17). */
export const maskIdNumber = (id: string): string => `${'*'.repeat(Math.max(id.length - 4, 0))}${id.slice(-4)}`

const LONG_DIGITS = /\d(?:[\d\s-]{5,}[\dXx])/g

/** Hides every number long enough to be a phone or an ID inside free text. */
export const maskDigits = (text: string): string =>
  text.replace(LONG_DIGITS, run => {
    const digits = run.replace(/[\s-]/g, '')
    return digits.length === 11 ? maskPhone(digits) : maskIdNumber(digits)
  })

const isNameLike = (text: string) => /^\p{Script=Han}{2,4}(、\p{Script=Han}{2,4})*$/u.test(text)

/** A column nobody has recognised may hold names: better hide 已*住 than show somebody. */
export const maskUnknown = (text: string): string =>
  isNameLike(text) ? maskOwners(text.split('、')) : maskDigits(text)
