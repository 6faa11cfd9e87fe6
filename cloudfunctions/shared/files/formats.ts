// What a file is, by its first bytes: its name and the type the uploader claims say nothing. Pure.

export type Format =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'heic'
  | 'gif'
  | 'pdf'
  | 'zip'
  | 'ole'
  | 'mp4'
  | 'm4a'
  | 'mp3'
  | 'silk'
  | 'wav'
  | 'text'
  | 'markup'
  | 'other'

type Match = readonly [at: number, bytes: string]

/** In this order; `bytes` are Latin-1 characters. */
const MAGIC: readonly [Format, ...Match[]][] = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['wav', [0, 'RIFF'], [8, 'WAVE']],
  ['gif', [0, 'GIF8']],
  ['pdf', [0, '%PDF']],
  ['zip', [0, 'PK\x03\x04']],
  ['ole', [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']],
  ['mp3', [0, 'ID3']],
  ['mp3', [0, '\xff\xfb']],
  ['mp3', [0, '\xff\xf3']],
  ['silk', [0, '#!SILK']],
  ['silk', [1, '#!SILK']],
]

/** Brands of the container that videos, voices and photos of phones share. */
const BRANDS: readonly [RegExp, Format][] = [
  [/^(heic|heix|hevc|mif1|msf1|avif)$/, 'heic'],
  [/^M4[AB] $/, 'm4a'],
  [/^(isom|iso\d|mp4\d|avc1|M4V |qt {2}|3gp\d|dash|MSNV)$/, 'mp4'],
]

const latin = (head: Uint8Array): string => Buffer.from(head).toString('latin1')

function brandOf(text: string): Format | undefined {
  if (text.slice(4, 8) !== 'ftyp') return undefined
  return BRANDS.find(([brand]) => brand.test(text.slice(8, 12)))?.[1] ?? 'other'
}

/** A page or a drawing made of text may carry a script, whatever it is called. */
const isMarkup = (text: string): boolean => /^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(text)

/** Text of some encoding: without the controls that only binary files have. */
const isText = (text: string): boolean => !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text)

const isUtf16 = (text: string): boolean => /^(\xff\xfe|\xfe\xff)/.test(text)

export function formatOf(head: Uint8Array): Format {
  const text = latin(head)
  const known = MAGIC.find(([, ...matches]) =>
    matches.every(([at, bytes]) => text.slice(at, at + bytes.length) === bytes),
  )
  const format = known?.[0] ?? brandOf(text)
  if (format) return format
  if (isMarkup(text)) return 'markup'
  return isText(text) || isUtf16(text) ? 'text' : 'other'
}

/** Seconds of an mp4 or m4a, when its header lies within these bytes. */
export function secondsOf(head: Uint8Array): number | undefined {
  const bytes = Buffer.from(head)
  const at = bytes.indexOf('mvhd', 0, 'latin1') + 4
  if (at < 4 || bytes.length < at + 32) return undefined
  const isLong = bytes[at] === 1
  const scale = bytes.readUInt32BE(at + (isLong ? 20 : 12))
  const length = isLong ? Number(bytes.readBigUInt64BE(at + 24)) : bytes.readUInt32BE(at + 16)
  return scale ? length / scale : undefined
}
