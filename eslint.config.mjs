import { readdirSync } from 'node:fs'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// The borders of spec: shared ← domain; a domain sees another only through its public.ts; src imports types, words and
// limits of functions only; lib ← components ← entries ← pages, packages; packages never import each other; nothing
// that ships imports local-cloud; only shared/cloud.ts knows the SDK.
const namesIn = folder =>
  readdirSync(new URL(folder, import.meta.url), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
const FUNCTIONS = namesIn('cloudfunctions').filter(name => name !== 'shared')
const PACKAGES = namesIn('src/packages')
const ENTRIES = namesIn('src/entries')
const PAGES = namesIn('src/pages')

const restrict = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] })
const SDK = {
  group: ['wx-server-sdk', '@cloudbase/*'],
  message: 'Only cloudfunctions/shared/cloud.ts imports the SDK.',
}
const LOCAL_CLOUD = { group: ['**/local-cloud/**'], message: 'Nothing that ships imports the local cloud.' }
const NO_DATABASE = {
  group: ['**/shared/cloud', '../cloud', '../../cloud'],
  importNames: ['db'],
  message: 'The database is reached through shared/store only.',
}
const NO_ROWS = {
  group: ['**/store/database'],
  importNames: ['rowsOf'],
  message: 'Rows are reached through a repository or a table.',
}
const NO_TOOLS = {
  group: ['**/tools/**', '**/tests/**'],
  message: 'Product code does not import tools or tests.',
}

const domain = name => ({
  files: [`cloudfunctions/${name}/**/*.ts`],
  rules: restrict(SDK, LOCAL_CLOUD, NO_TOOLS, NO_DATABASE, NO_ROWS, {
    group: FUNCTIONS.filter(other => other !== name).flatMap(other => [
      `**/${other}/*`,
      `!**/${other}/public`,
      `**/${other}/actions/**`,
    ]),
    message: 'A domain sees another only through its public.ts.',
  }),
})

const NOW = { object: 'Date', property: 'now', message: 'Rules take `now` as an argument.' }
const RANDOM = { object: 'Math', property: 'random', message: 'Rules are certain.' }
const CLOCK = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'Rules take `now` as an argument.',
}

const PURE = {
  group: [
    '**/shared/cloud',
    '**/shared/crypto',
    '**/shared/config',
    '**/store/*',
    '**/jobs/*',
    '**/actions/*',
    'node:*',
  ],
  allowTypeImports: true,
  message: 'A rule is pure.',
}

/** Decisions are pure: they reach no cloud, no cipher and no clock. */
const rules = (files, ...borders) => ({
  files,
  rules: {
    ...restrict(SDK, LOCAL_CLOUD, NO_TOOLS, PURE, ...borders),
    'no-restricted-properties': ['error', NOW, RANDOM],
    'no-restricted-syntax': ['error', CLOCK],
  },
})
// what makes a test depend on the speed of the machine
const HOOKS = '/^(test|it|before(All|Each)|after(All|Each))$/'
const HURRY = [
  `CallExpression[callee.name=${HOOKS}] > Literal[raw=/^[0-9]/]`,
  "CallExpression[callee.callee.property.name='each'] > Literal[raw=/^[0-9]/]",
  "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
  "MemberExpression[object.name='performance'][property.name='now']",
  "MemberExpression[property.name='waitForTimeout']",
  // milliseconds of a wait; the seconds of a function's configuration stay below
  "Property[key.name='timeout'][value.value>=1000]",
].map(selector => ({
  selector,
  message:
    'Tests wait for a condition; only a hang reaches the limit (tests/support/patience.ts). Speed is for npm run bench.',
}))

const NO_DOMAIN = { group: FUNCTIONS.map(name => `**/${name}/**`), message: 'shared knows no domain.' }

/** Labels and numbers reach the mini program as they are, so nothing comes with them. */
const WORDS = {
  files: ['cloudfunctions/*/words.ts', 'cloudfunctions/*/limits.ts'],
  rules: restrict({
    regex: '^(?!(\\./|\\.\\./shared/)(words|limits)$)',
    message: 'Words and limits import nothing but words and limits.',
  }),
}

const NO_LAB = {
  group: ['**/local-cloud/**', '**/tools/**', '**/tests/**'],
  message: 'Not part of the mini program.',
}

/** Values of functions that may reach the mini program: words and limits of these domains. */
const onlyWordsOf = (...names) => ({
  regex: `cloudfunctions/(?!(${names.join('|')})/(words|limits|graphemes)$)`,
  allowTypeImports: true,
  message: `Of functions only types, and words and limits of ${names.join(', ')}.`,
})

/** Folders of src that stand above, as `@/pages/…` and as `../pages/…`. */
const nothingOf = (...folders) => ({
  regex: `(^@|\\.\\.)/(${folders.join('|')})(/|$)`,
  message: `Nothing from above: ${folders.join(', ')}.`,
})

/** Neighbours in the same folder of src, as `@/packages/<name>/…` and as `../../<name>/…`. */
const noNeighbours = (folder, names) =>
  names.length === 0
    ? []
    : [
        {
          regex: `(^@/${folder}|^\\.\\.|/\\.\\.)/(${names.join('|')})(/|$)`,
          message: `Folders of ${folder} never import each other.`,
        },
      ]

const othersThan = (name, names) => names.filter(other => other !== name)

const client = (folder, ...patterns) => ({
  files: [`src/${folder}/**/*.ts`, `src/${folder}/**/*.tsx`],
  rules: restrict(NO_LAB, ...patterns),
})

const CLIENT = [
  // a domain is known by the types of its actions, which are all in one file
  client(
    'lib',
    nothingOf('components', 'entries', 'pages', 'packages'),
    {
      regex: 'cloudfunctions/shared/(?!(words|limits|graphemes)$)',
      allowTypeImports: true,
      message: 'Of shared only types, words and limits.',
    },
    { regex: 'cloudfunctions/(?!shared/)', message: 'lib knows no domain.' },
  ),
  { files: ['src/lib/api.ts'], rules: restrict(NO_LAB, onlyWordsOf('shared')) },
  client('components', nothingOf('entries', 'pages', 'packages'), onlyWordsOf('shared')),
  client('entries', nothingOf('pages', 'packages'), onlyWordsOf('shared')),
  ...ENTRIES.map(name =>
    client(
      `entries/${name}`,
      nothingOf('pages', 'packages'),
      onlyWordsOf('shared', name),
      ...noNeighbours('entries', othersThan(name, ENTRIES)),
    ),
  ),
  ...PAGES.map(name =>
    client(
      `pages/${name}`,
      nothingOf('packages'),
      onlyWordsOf('shared'),
      ...noNeighbours('pages', othersThan(name, PAGES)),
    ),
  ),
  ...PACKAGES.map(name =>
    client(
      `packages/${name}`,
      nothingOf('pages'),
      onlyWordsOf('shared', name),
      ...noNeighbours('packages', othersThan(name, PACKAGES)),
      ...noNeighbours('entries', othersThan(name, ENTRIES)),
    ),
  ),
]

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'shots/', '.data/', '.setup/', 'src/custom-tab-bar/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      'no-console': ['error', { allow: ['error'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': [
        'error',
        { max: 40, skipBlankLines: true, skipComments: true, IIFEs: false },
      ],
    },
  },
  {
    files: ['cloudfunctions/shared/**/*.ts'],
    rules: restrict(SDK, LOCAL_CLOUD, NO_TOOLS, NO_DOMAIN, NO_DATABASE, NO_ROWS),
  },
  {
    files: ['cloudfunctions/shared/store/**/*.ts'],
    rules: restrict(SDK, LOCAL_CLOUD, NO_TOOLS, NO_DOMAIN),
  },
  ...FUNCTIONS.map(domain),
  ...FUNCTIONS.map(name => rules([`cloudfunctions/${name}/rules/**/*.ts`])),
  rules(['cloudfunctions/shared/flow/**/*.ts', 'cloudfunctions/shared/time/**/*.ts'], NO_DOMAIN, {
    group: ['**/cloud', '**/crypto', '**/config'],
    message: 'A rule is pure.',
  }),
  WORDS,
  { files: ['cloudfunctions/shared/cloud.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // JSX of one screen reads better whole than in pieces that are used once
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
      ...restrict(NO_LAB, onlyWordsOf('shared')),
    },
  },
  ...CLIENT,
  {
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      // a row of a table is as wide as what it describes
      'max-params': 'off',
    },
  },
  {
    // a limit that a slow machine reaches says nothing about the code
    files: ['tests/**/*.ts'],
    ignores: ['tests/bench/**', 'tests/support/each-file.ts'],
    rules: { 'no-restricted-syntax': ['error', ...HURRY] },
  },
  {
    files: ['tools/**', 'tests/**', 'local-cloud/**', 'config/**', '*.js', '**/*.mjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
)
