// `npm run test:vendor`: the database tests that the vendor publishes inside an old version of its SDK, on the local cloud.
// They are fetched from the npm registry and run as they are; none of them is kept here.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv, startCloud } from '../../local-cloud/cloud'

const SDK = '@cloudbase/node-sdk'
const PACKAGES = [`${SDK}@2.9.1`, 'power-assert@1.6.1', 'bson@4.7.2']
/** What the local cloud says that it does not emulate. */
const KNOWN = /geo|jsonSchema/i

interface Report {
  numPassedTests: number
  numPendingTests: number
  testResults: {
    name: string
    message: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

/** @returns a folder with the tests, their SDK, and a Jest configuration */
function fetchTests(): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'heju-vendor-'))
  writeFileSync(path.join(dir, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  cpSync(path.join(dir, 'node_modules', SDK, 'test'), path.join(dir, 'test'), { recursive: true })
  for (const file of readdirSync(path.join(dir, 'test/database/unit'))) {
    const name = path.join(dir, 'test/database/unit', file)
    // the Jest of that time waited for a describe, ours refuses one that is asynchronous
    writeFileSync(
      name,
      readFileSync(name, 'utf8').replace(/(describe\(.*), async \(\) => \{/g, '$1, () => {'),
    )
  }
  return dir
}

function configure(dir: string, endpoint: string): void {
  const inside = (name: string) => path.join(dir, 'node_modules', name)
  const sdk = path.join(dir, 'sdk.js')
  const account = JSON.stringify({ serviceUrl: `${endpoint}?`, secretId: 'local', secretKey: 'local' })
  // that version knows no TCB_CONTEXT_CNFG; it takes the address as an option
  writeFileSync(
    sdk,
    `const sdk = require(${JSON.stringify(inside(SDK))})
exports.default = Object.create(sdk)
exports.default.init = options => sdk.init({ ...options, ...${account} })`,
  )
  const options = { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs', noInterop: true } }
  const config = {
    rootDir: dir,
    testMatch: ['<rootDir>/test/database/**/*.test.ts'],
    testTimeout: 60_000,
    transform: { '\\.(t|j)s$': [require.resolve('@swc/jest'), options] },
    transformIgnorePatterns: ['/node_modules/(?!@cloudbase/database/src/)'],
    moduleNameMapper: {
      '(\\.\\./)+src/index$': sdk,
      '.*/lib/const/code$': inside(`${SDK}/lib/const/code.js`),
    },
  }
  writeFileSync(path.join(dir, 'jest.config.json'), JSON.stringify(config))
}

async function runTests(dir: string, endpoint: string): Promise<Report> {
  configure(dir, endpoint)
  const report = path.join(dir, 'report.json')
  const jest = path.join(require.resolve('jest/package.json'), '../bin/jest.js')
  const args = [jest, '-c', path.join(dir, 'jest.config.json'), '--runInBand', '--silent', '--json']
  // their dates are written for the vendor's own time zone
  const env = { ...process.env, ...sdkEnv(endpoint), TZ: 'Asia/Shanghai', TEST_ENV: 'heju-local' }
  await once(spawn(process.execPath, [...args, '--outputFile', report], { env, stdio: 'ignore' }), 'exit')
  return JSON.parse(readFileSync(report, 'utf8')) as Report
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length
      ? assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
      : [`${path.basename(name)}: ${message.slice(0, 500)}`],
  )
}

async function main(): Promise<void> {
  const dir = fetchTests()
  const cloud = await startCloud({
    dataDir: path.join(dir, 'data'),
    noSync: true,
    // they expect a conflict at the write
    faults: { isConflictAtOperation: true },
  })
  const report = await runTests(dir, cloud.endpoint)
  await cloud.close()
  rmSync(dir, { recursive: true, force: true })
  const failures = failuresOf(report)
  const unexpected = failures.filter(name => !KNOWN.test(name))
  console.log(`${report.numPassedTests} passed, ${report.numPendingTests} skipped by the vendor`)
  console.log(`${failures.length - unexpected.length} need what is not emulated (geo, $jsonSchema)`)
  for (const name of unexpected) console.error(`failed: ${name}`)
  if (unexpected.length) process.exitCode = 1
}

void main()
