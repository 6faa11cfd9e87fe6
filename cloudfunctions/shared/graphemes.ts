// Length as people count, on both sides: a family emoji is one. Pure, so that the client may import it.

type Segmenter = { segment(text: string): Iterable<{ segment: string }> }

/** Missing in the engines of older WeChat versions. */
const segmenter: Segmenter | undefined =
  typeof Intl === 'object' && 'Segmenter' in Intl
    ? new Intl.Segmenter('zh', { granularity: 'grapheme' })
    : undefined

/** Marks, variation selectors, skin tones and tags: they change the character before them. */
const ATTACHED: readonly [from: number, to: number][] = [
  [0x0300, 0x036f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200c, 0x200d],
  [0x20d0, 0x20ff],
  [0x302a, 0x302f],
  [0x3099, 0x309a],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe007f],
  [0xe0100, 0xe01ef],
]

const JOINER = '\u200d'

const isAttached = (code: number): boolean => ATTACHED.some(([from, to]) => code >= from && code <= to)
const isFlagHalf = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff
/** Pictures, which alone a joiner glues to what follows. */
const isPicture = (code: number): boolean =>
  (code >= 0x1f000 && code <= 0x1faff && !isFlagHalf(code)) ||
  (code >= 0x2190 && code <= 0x2bff) ||
  code === 0xa9 ||
  code === 0xae

const isWholeFlag = (cluster: string): boolean => [...cluster].length === 2

function continues(cluster: string, character: string): boolean {
  const code = character.codePointAt(0)!
  const first = cluster.codePointAt(0)!
  if (first < 0x20) return cluster === '\r' && character === '\n'
  if (isAttached(code)) return true
  if (isFlagHalf(code)) return isFlagHalf(first) && !isWholeFlag(cluster)
  return cluster.endsWith(JOINER) && isPicture(first) && isPicture(code)
}

/** What older engines use: the rules of Unicode for the scripts and emoji that are typed here. */
export function graphemesByHand(text: string): string[] {
  const clusters: string[] = []
  for (const character of text) {
    const last = clusters.at(-1)
    if (last !== undefined && continues(last, character)) clusters[clusters.length - 1] = last + character
    else clusters.push(character)
  }
  return clusters
}

export const graphemes = (text: string): string[] =>
  segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : graphemesByHand(text)

export const graphemeCount = (text: string): number => graphemes(text).length

/** The beginning of a text that fits, never half a character. */
export const firstGraphemes = (text: string, max: number): string =>
  text.length <= max ? text : graphemes(text).slice(0, max).join('')
