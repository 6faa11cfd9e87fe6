import { walkXml } from './xlsx-xml'

// Built-in number formats that show a calendar day (ECMA-376 part 1, 18.8.30, with the zh-CN ones 27–36 and 50–58).
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** Colours, locales, literals and padding may hold any letter; what remains with a year or day is a date. */
const isDateFormat = (code: string) => /[yd]/i.test(code.replace(/\[[^\]]*\]|"[^"]*"|\\.|_.|\*./g, ''))

/** For each cell style of the workbook: does it show a calendar day? */
export function readDateStyles(bytes: Uint8Array): boolean[] {
  const customDates = new Map<number, boolean>()
  const styles: boolean[] = []
  let isCellFormats = false
  walkXml(bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        customDates.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''))
      if (name === 'cellXfs') isCellFormats = true
      if (name !== 'xf' || !isCellFormats) return
      const id = Number(attributes.numFmtId ?? 0)
      styles.push(customDates.get(id) ?? isBuiltInDate(id))
    },
    text: () => undefined,
    close: name => {
      if (name === 'cellXfs') isCellFormats = false
    },
  })
  return styles
}
