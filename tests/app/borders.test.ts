import { execFileSync } from 'node:child_process'
import path from 'node:path'

// The borders of eslint.config.mjs, by lines that nobody may write and by their neighbours that everybody may.

const ROOT = path.resolve(__dirname, '../..')
const FUNCTIONS = '../../../cloudfunctions'

const REFUSED: [file: string, line: string][] = [
  ['src/packages/repair/list/x.ts', "import { a } from '@/packages/account/review/acts'"],
  ['src/packages/repair/list/x.ts', "import { a } from '../../account/review/acts'"],
  ['src/packages/repair/list/x.ts', "import { a } from '@/entries/account/bench'"],
  ['src/packages/repair/list/x.ts', "import { a } from '@/pages/home/line-now'"],
  ['src/packages/repair/list/x.ts', `import { a } from '../${FUNCTIONS}/account/words'`],
  ['src/packages/repair/list/x.ts', `import { a } from '../${FUNCTIONS}/repair/inputs'`],
  ['src/packages/repair/list/x.ts', `import { a } from '../${FUNCTIONS}/repair/rules/limits'`],
  ['src/entries/repair/x.ts', "import { a } from '@/packages/repair/list/tabs'"],
  ['src/entries/repair/x.ts', "import { a } from '../../packages/repair/list/tabs'"],
  ['src/entries/repair/x.ts', "import { a } from '../account/bench'"],
  ['src/entries/x.ts', "import { a } from '@/pages/home/line-now'"],
  ['src/pages/home/x.ts', "import { a } from '@/packages/repair/list/tabs'"],
  ['src/pages/home/x.ts', "import { a } from '../workbench/person-bar'"],
  ['src/pages/home/x.ts', `import { a } from '${FUNCTIONS}/repair/words'`],
  ['src/components/x.ts', "import { a } from '@/entries/desk'"],
  ['src/components/x.ts', "import { a } from '../../cloudfunctions/repair/limits'"],
  ['src/lib/x.ts', "import { a } from '@/components/tag'"],
  ['src/lib/x.ts', "import type { A } from '../components/tag'"],
  ['src/lib/x.ts', "import { a } from '../../cloudfunctions/repair/words'"],
  ['src/lib/x.ts', "import type { A } from '../../cloudfunctions/repair/views'"],
  ['src/app.tsx', "import { a } from '../cloudfunctions/shared/crypto'"],
  ['src/lib/x.ts', "import { a } from '../../local-cloud/server'"],
  ['cloudfunctions/repair/words.ts', "import type { A } from './views'"],
  ['cloudfunctions/repair/limits.ts', "import * as z from 'zod'"],
  ['cloudfunctions/repair/limits.ts', "import { a } from '../account/limits'"],
  ['cloudfunctions/shared/words.ts', "import { a } from './masking'"],
]

const ALLOWED: [file: string, line: string][] = [
  ['src/packages/repair/list/x.ts', "import { a } from '@/entries/repair/words'"],
  ['src/packages/repair/list/x.ts', "import { a } from '../detail/acts'"],
  ['src/packages/repair/list/x.ts', `import { a } from '../${FUNCTIONS}/repair/limits'`],
  ['src/packages/repair/list/x.ts', `import { a } from '../${FUNCTIONS}/shared/words'`],
  ['src/entries/repair/x.ts', "import { a } from '../desk'"],
  ['src/entries/repair/x.ts', `import { a } from '${FUNCTIONS}/repair/words'`],
  ['src/pages/home/x.ts', "import { a } from '@/entries/repair/links'"],
  ['src/components/x.ts', "import { a } from '@/lib/format'"],
  ['src/lib/api.ts', "import type { A } from '../../cloudfunctions/repair'"],
  ['src/lib/x.ts', "import type { A } from '../../cloudfunctions/shared/call/errors'"],
  ['cloudfunctions/repair/words.ts', "import type { A } from './limits'"],
  ['cloudfunctions/repair/limits.ts', "import { a } from '../shared/limits'"],
]

const CASES = [...REFUSED, ...ALLOWED]

// one process for all lines; the configuration is an ES module, which Jest cannot load itself
const SCRIPT = `
  const { ESLint } = require('eslint')
  const linter = new ESLint()
  const lint = ([filePath, line]) => linter.lintText(line + '\\n', { filePath })
  const rules = results => results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
  Promise.all(JSON.parse(process.argv[1]).map(lint)).then(all => console.log(JSON.stringify(all.map(rules))))
`

let found: (string | null)[][]

beforeAll(() => {
  const output = execFileSync(process.execPath, ['-e', SCRIPT, JSON.stringify(CASES)], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  found = JSON.parse(output) as typeof found
})

const borderOf = (index: number) =>
  found[index]!.filter(rule => rule === '@typescript-eslint/no-restricted-imports').length

test.each(REFUSED.map((row, index) => [...row, index] as const))('%s: no %s', (_file, _line, index) => {
  expect(borderOf(index)).toBeGreaterThan(0)
})

test.each(ALLOWED.map((row, index) => [...row, index] as const))('%s: %s', (_file, _line, index) => {
  expect(found[REFUSED.length + index]).not.toContain(null)
  expect(borderOf(REFUSED.length + index)).toBe(0)
})
