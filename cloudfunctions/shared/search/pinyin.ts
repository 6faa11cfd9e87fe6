// How a name is typed in Latin letters. The table is loaded for the first name, not when a function starts.

let readings: Map<string, string[]> | undefined

function readTable(syllables: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const entry of syllables.flatMap(line => line.split(' '))) {
    const [, syllable, characters] = /^([a-z]+)(.+)$/u.exec(entry)!
    for (const character of characters!) found.set(character, [...(found.get(character) ?? []), syllable!])
  }
  return found
}

/** To be awaited before names are turned into terms. */
export async function loadPinyin(): Promise<void> {
  readings ??= readTable((await import('./syllables')).SYLLABLES)
}

function readingsOf(character: string): string[] {
  if (!readings) throw new Error('pinyin is not loaded')
  return readings.get(character) ?? []
}

/** Longer names belong to companies; nobody types their pinyin. */
const MAX_CHARACTERS = 6
/** Of a name with several characters that are read in several ways. */
const MAX_VARIANTS = 8

/** Every way to read the characters one after the other; none when one of them is unknown. */
const variants = (characters: readonly string[]): string[][] =>
  characters.reduce<string[][]>(
    (all, character) =>
      all.flatMap(row => readingsOf(character).map(reading => [...row, reading])).slice(0, MAX_VARIANTS),
    [[]],
  )

/** Every part of a list that hangs together, the longest first. */
const spans = <T>(list: readonly T[]): T[][] =>
  list.flatMap((_, less) =>
    Array.from({ length: less + 1 }, (__, from) => list.slice(from, from + list.length - less)),
  )

const initialsOf = (syllables: readonly string[]): string => syllables.map(([letter]) => letter).join('')

/** 林静仪: linjingyi, ljy, linjing, lj, jingyi, jy, lin, jing, yi. A single initial would find half a community. */
export function pinyinOf(characters: readonly string[]): string[] {
  const typed = spans(characters.slice(0, MAX_CHARACTERS)).flatMap(span =>
    variants(span).flatMap(syllables =>
      syllables.length > 1 ? [syllables.join(''), initialsOf(syllables)] : syllables,
    ),
  )
  return [...new Set(typed)]
}
