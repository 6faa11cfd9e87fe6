import { readdirSync } from 'node:fs'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// The borders of spec: shared ← domain; a domain sees another only through its public.ts; src imports types of
// functions only; nothing that ships imports local-cloud; only shared/cloud.ts knows the SDK.
const FUNCTIONS = readdirSync(new URL('cloudfunctions', import.meta.url)).filter(name => name !== 'shared')

const restrict = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] })
const SDK = {
  group: ['wx-server-sdk', '@cloudbase/*'],
  message: 'Only cloudfunctions/shared/cloud.ts imports the SDK.',
}
const LOCAL_CLOUD = { group: ['**/local-cloud/**'], message: 'Nothing that ships imports the local cloud.' }
const NO_TOOLS = {
  group: ['**/tools/**', '**/tests/**'],
  message: 'Product code does not import tools or tests.',
}

const domain = name => ({
  files: [`cloudfunctions/${name}/**/*.ts`],
  rules: restrict(SDK, LOCAL_CLOUD, NO_TOOLS, {
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

/** Decisions are pure: they reach no cloud, no cipher and no clock. */
const rules = name => ({
  files: [`cloudfunctions/${name}/rules/**/*.ts`],
  rules: {
    ...restrict(SDK, LOCAL_CLOUD, NO_TOOLS, {
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
    }),
    'no-restricted-properties': ['error', NOW, RANDOM],
    'no-restricted-syntax': ['error', CLOCK],
  },
})

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'shots/', '.data/', 'src/custom-tab-bar/'] },
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
    rules: restrict(SDK, LOCAL_CLOUD, NO_TOOLS, {
      group: FUNCTIONS.map(name => `**/${name}/**`),
      message: 'shared knows no domain.',
    }),
  },
  ...FUNCTIONS.map(domain),
  ...FUNCTIONS.map(rules),
  { files: ['cloudfunctions/shared/cloud.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'cloudfunctions/(?!shared/graphemes$)',
              allowTypeImports: true,
              message: 'The client holds no rules: types, and how people count characters.',
            },
            {
              group: ['**/local-cloud/**', '**/tools/**', '**/tests/**'],
              message: 'Not part of the mini program.',
            },
          ],
        },
      ],
      // JSX of one screen reads better whole than in pieces that are used once
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
    },
  },
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
    files: ['tools/**', 'tests/**', 'local-cloud/**', 'config/**', '*.js', '**/*.mjs'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
)
