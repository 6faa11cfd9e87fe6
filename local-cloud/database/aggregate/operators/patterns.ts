import { toPattern } from '../../match/pattern'
import { isNothing, ofNamed, type Operator, type Operators } from '../operands'
import { asString } from './texts'

const PARAMETERS = 'input regex options?'

interface Searched<T> {
  none: T
  found(matches: RegExpExecArray[], text: string): T
  isAll?: boolean
}

const searching = <T>(name: string, { none, found, isAll }: Searched<T>): Operator =>
  ofNamed(name, PARAMETERS, ({ input, regex, options }) => {
    if (isNothing(regex) || isNothing(input)) return none
    const text = asString(input, `${name} needs 'input' to be of type string: it`)
    const pattern = toPattern(regex, options ?? undefined)
    if (isAll) return found(pattern.execAll(text), text)
    const match = pattern.exec(text)
    return match ? found([match], text) : none
  })

/** Positions count characters, not UTF-16 units. */
const shown = (match: RegExpExecArray, text: string) => ({
  match: match[0],
  idx: [...text.slice(0, match.index)].length,
  captures: match.slice(1).map(group => group ?? null),
})

export const patterns: Operators = {
  $regexMatch: searching('$regexMatch', { none: false, found: () => true }),
  $regexFind: searching<unknown>('$regexFind', {
    none: null,
    found: ([match], text) => shown(match!, text),
  }),
  $regexFindAll: searching<unknown[]>('$regexFindAll', {
    none: [],
    found: (matches, text) => matches.map(match => shown(match, text)),
    isAll: true,
  }),
}
