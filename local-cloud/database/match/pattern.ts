import { createContext, Script } from 'node:vm'
import { BSONRegExp } from 'bson'
import { notEmulated, refused } from '../../errors'
import { isRegExp } from '../../values/types'
import { translate } from './pcre'

// A regular expression can need a time that doubles with every letter. The database gives up at a limit of steps; here
// such a pattern runs where it can be ended, and all patterns of one turn together have a second.

const BUDGET_MS = 1000
// within this many steps, which take some 40 ms, a pattern runs as it is: to guard it costs a fifth of a millisecond
const STEPS_LIMIT = 3e7
/** Longer texts can make a repeated group slow. */
const SHORT = 3
const PATTERN_LIMIT = 32764

const context = createContext({ work: undefined as unknown })
const script = new Script('work()')

let spentMs = 0

function spend(ms: number): void {
  // what comes later is another request
  if (!spentMs) setImmediate(() => (spentMs = 0))
  spentMs += ms
}

const tooSlow = (source: string) =>
  refused(`Regular expression needs more than ${BUDGET_MS} ms: ${source.slice(0, 100)}`)

/**
 * The longest text that the pattern can certainly search within the limit.
 * @param written the same pattern in JavaScript, without spaces and comments
 */
function harmlessLength(source: string, written: string): number {
  if (/\)[*+{]/.test(written)) return SHORT
  // each choice that the search may take back multiplies its steps by the length of the text, at worst
  const choices = source.match(/(?<!\()\?|[*+|]|\{\d+,/g)?.length ?? 0
  const repeats = (source.match(/(?<=[{,])\d+(?=[,}])/g) ?? []).map(Number)
  const perStart = repeats.reduce((sum, n) => sum + n, 1) + (choices ? 0 : source.length)
  return Math.floor((STEPS_LIMIT / perStart) ** (1 / (choices + 1))) - 2
}

/** A pattern of MongoDB, which never runs for longer than a second. */
class Pattern {
  private readonly regExp: RegExp
  private readonly harmless: number

  /** @throws when it is invalid or uses what JavaScript's patterns cannot do */
  constructor(
    readonly source: string,
    readonly options = '',
  ) {
    if (source.length > PATTERN_LIMIT) throw refused('Regular expression is too long')
    const { pattern, flags } = translate(source, options)
    try {
      this.regExp = new RegExp(pattern, flags)
    } catch {
      throw refused(`Regular expression is invalid: ${source}`)
    }
    this.harmless = harmlessLength(source, pattern)
  }

  test(text: string): boolean {
    return text.length > this.harmless ? this.guarded(text) : this.regExp.test(text)
  }

  private guarded(text: string): boolean {
    const timeout = Math.ceil(BUDGET_MS - spentMs)
    if (timeout <= 0) throw tooSlow(this.source)
    context.work = () => {
      const since = performance.now()
      const result = this.regExp.test(text)
      // only the pattern's own time counts, or a large collection would use the second up by being guarded
      spend(performance.now() - since)
      return result
    }
    try {
      return script.runInContext(context, { timeout }) as boolean
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      spend(timeout)
      throw tooSlow(this.source)
    }
  }
}

export const isPattern = (v: unknown): v is RegExp | BSONRegExp => isRegExp(v) || v instanceof BSONRegExp

/**
 * @param pattern a text or a regular expression
 * @param options of `$options`; a regular expression with options of its own allows no others
 */
export function toPattern(pattern: unknown, options?: unknown): Pattern {
  if (options !== undefined && typeof options !== 'string') throw refused('$options has to be a string')
  if (typeof pattern === 'string') return new Pattern(pattern, options)
  if (!isPattern(pattern)) throw refused('$regex has to be a string')
  const [source, own] = isRegExp(pattern)
    ? [pattern.source, pattern.flags]
    : [pattern.pattern, pattern.options]
  if (own && options) throw refused('options set in both $regex and $options')
  if (source.includes('\0')) throw notEmulated('a regular expression with a zero byte')
  return new Pattern(source, options || own)
}
