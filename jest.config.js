const os = require('node:os')

// One project per room of the repository, so that `jest --selectProjects repair` runs just that.
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
]
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${testMatch}`],
  transform: { '^.+\\.(t|j)sx?$': swc, '^.+\\.mjs$': swc },
  // these packages ship only ES modules
  transformIgnorePatterns: ['/node_modules/(?!(saxes|csv-parse|hucre|bson)/)'],
  globalSetup: '<rootDir>/tests/support/bundle-once.ts',
  setupFilesAfterEnv: ['<rootDir>/tests/support/each-file.ts'],
  ...more,
})

/** @type {import('jest').Config} */
module.exports = {
  testSequencer: './tests/support/sequencer.js',
  // never one: jest would then run all files in its own process, which keeps the memory of each
  maxWorkers: Math.max(2, os.availableParallelism()),
  projects: [
    project('app', 'tests/app/**/*.test.ts', { moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1' } }),
    project('shared', 'tests/shared/**/*.test.ts'),
    project('account', 'tests/account/**/*.test.ts'),
    project('roster', 'tests/roster/**/*.test.ts'),
    project('repair', 'tests/repair/**/*.test.ts'),
    project('message', 'tests/message/**/*.test.ts'),
    project('scheduler', 'tests/scheduler/**/*.test.ts'),
    project('local-cloud', 'tests/local-cloud/**/*.test.ts'),
    project('contract', 'tests/contract/**/*.test.ts'),
    project('every-action', 'tests/every-action/**/*.test.ts'),
    project('security', 'tests/security/**/*.test.ts'),
    project('tools', 'tests/tools/**/*.test.ts'),
    project('weapp', 'tests/weapp/**/*.test.ts'),
    project('browser', 'tests/browser/**/*.test.ts', { globalSetup: '<rootDir>/tests/browser/seed-once.ts' }),
  ],
}
