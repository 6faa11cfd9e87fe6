import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

// In a browser the theme is a class of the document and there is no `page` to inherit from, so every theme has to
// define what the styles use.

const SRC = path.resolve(__dirname, '../../src')

const styles = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.scss'))
  .map(file => readFileSync(path.join(SRC, file), 'utf8'))
  .join('\n')

const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!)

/** The picture of an icon, which the rule of each icon brings along. */
const OF_ICONS = '--i'

/** Names that rules with this class among their selectors define. */
const definedBy = (theme: string): Set<string> => {
  const rules = [...styles.matchAll(/([^{};]+)\{([^{}]*)\}/g)]
  const own = rules.filter(([, selectors]) => selectors!.split(',').some(each => each.trim().endsWith(theme)))
  return new Set(own.flatMap(([, , body]) => namesIn(body!, /(--[\w-]+):/g)))
}

test.each(['.t-light', '.t-dark', '.t-elder'])(
  '%s defines every colour and measure that the styles use',
  theme => {
    const defined = definedBy(theme)
    const used = new Set(namesIn(styles, /var\((--[\w-]+)\)/g))
    expect(used.size).toBeGreaterThan(50)
    expect([...used].filter(name => name !== OF_ICONS && !defined.has(name))).toEqual([])
  },
)
