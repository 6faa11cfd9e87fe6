import { walkXml } from './xlsx-xml'

/** Excel writes characters that XML forbids as `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

/** Collects the text of `<v>` and `<t>`: all runs of a rich text joined, pronunciation hints (`<rPh>`) left out. */
export function collectText() {
  let collected = ''
  let isValue = false
  let isHint = false
  return {
    open(name: string) {
      if (name === 'v' || name === 't') isValue = true
      if (name === 'rPh') isHint = true
    },
    text(text: string) {
      if (isValue && !isHint) collected += text
    },
    close(name: string) {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'rPh') isHint = false
    },
    /** what was collected since the last time */
    take(): string {
      const taken = collected
      collected = ''
      return taken
    },
  }
}

/** The shared strings of a workbook, in order. */
export function readSharedStrings(bytes: Uint8Array): string[] {
  const strings: string[] = []
  const collector = collectText()
  walkXml(bytes, {
    open: collector.open,
    text: collector.text,
    close: name => {
      collector.close(name)
      if (name === 'si') strings.push(unescapeText(collector.take()))
    },
  })
  return strings
}
