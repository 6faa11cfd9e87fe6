/** 138****4172; what is not a mobile number keeps only its last four digits. */
export function maskPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-4)}`
}

/** 林*仪, 陈*, 欧**静: first and last character of a name, never its middle. */
export function maskName(name: string): string {
  const letters = [...name]
  if (letters.length <= 1) return name
  if (letters.length === 2) return `${letters[0]}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

/** Where a screen shows a name and there is none. */
export const EMPTY_NAME = '（空）'

/** 林*仪、邵*; （空） when nobody is named, as on the preview. */
export const maskOwners = (owners: readonly string[]): string => owners.map(maskName).join('、') || EMPTY_NAME
