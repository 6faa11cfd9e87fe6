import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

/** Names come without their prefix: some programs write `<x:row>` where Excel writes `<row>`. */
export type XmlHandler = {
  open: (name: string, attributes: Attributes) => void
  close: (name: string) => void
  text: (text: string) => void
  /** asked between chunks: the rest of the document is not read */
  isDone?: () => boolean
}

const CHUNK_BYTES = 64 * 1024

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

const localAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]))

/** Reads a part of a workbook piece by piece, never as one string of 60 MB. @throws Error when it is not XML */
export function walkXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new SaxesParser()
  parser.on('opentag', tag => handler.open(localName(tag.name), localAttributes(tag.attributes)))
  parser.on('closetag', tag => handler.close(localName(tag.name)))
  parser.on('text', handler.text)
  parser.on('cdata', handler.text)
  const decoder = new TextDecoder()
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }))
    if (handler.isDone?.()) return
  }
  parser.write(decoder.decode())
  parser.close()
}
