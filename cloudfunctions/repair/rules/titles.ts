/** As many as one line of a list takes. */
const MAX_TITLE = 24

const segments = (text: string): string[] =>
  [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

/** First sentence of the description, cut between whole characters, so that no emoji is torn. */
export function titleOf(description: string): string {
  const first =
    description
      .split(/[\n。！？；]/)
      .find(part => part.trim())
      ?.trim() ?? description
  const letters = segments(first)
  return letters.length <= MAX_TITLE ? first : `${letters.slice(0, MAX_TITLE - 1).join('')}…`
}
