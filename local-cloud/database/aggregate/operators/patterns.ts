import { isNothing } from '../../../values/types'
import { toPattern } from '../../match/pattern'
import { ofNamed, type Operators } from '../operands'
import { asString } from './texts'

export const patterns: Operators = {
  $regexMatch: ofNamed('$regexMatch', 'input regex options?', ({ input, regex, options }) => {
    if (isNothing(regex) || isNothing(input)) return false
    const text = asString(input, "$regexMatch needs 'input' to be of type string: it")
    return toPattern(regex, options ?? undefined).test(text)
  }),
}
