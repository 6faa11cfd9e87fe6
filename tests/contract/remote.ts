// `CLOUD_ENV=… npm run test:remote`: the contract, which the local cloud is held to, tried on a real environment.
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const NEEDED = {
  CLOUD_ENV:
    'the id of an environment for tests; collections named heju_contract… (or CLOUD_PREFIX…) are made there and emptied',
  TENCENTCLOUD_SECRETID: 'the key id of an account that may use its database',
  TENCENTCLOUD_SECRETKEY: 'the key',
}

const missing = Object.entries(NEEDED).filter(([name]) => !process.env[name])
if (missing.length) {
  console.error('The contract on a real environment needs in the environment of this process:')
  for (const [name, what] of missing) console.error(`  ${name}  ${what}`)
  console.error('Rows about indexes also need: npm install --no-save @cloudbase/manager-node')
  process.exit(1)
}

// one file after the other: they share the collections
const jest = path.join(require.resolve('jest/package.json'), '../bin/jest.js')
const args = [jest, '--selectProjects', 'contract', '--runInBand', ...process.argv.slice(2)]
const env = { TENCENTCLOUD_REGION: 'ap-shanghai', ...process.env, TCB_ENV: process.env.CLOUD_ENV }
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1)
