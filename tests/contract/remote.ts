// `CLOUD_ENV=… npm run test:remote`: the contract, which the local cloud is held to, tried on a real environment.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { PREFIX, removeCollections } from './remote-collections'

// A real environment is slow and may have few collections. The run makes about sixteen, empties and uses each of them
// again and again, and removes all at the end, those that an interrupted run left included (CLOUD_KEEP=1: none).
// In another region than Shanghai it needs TENCENTCLOUD_REGION too.
const NEEDED = {
  CLOUD_ENV: `the id of an environment for tests; collections named ${PREFIX}_… (or CLOUD_PREFIX) are made and removed`,
  TENCENTCLOUD_SECRETID: 'the key id of an account that may manage its database',
  TENCENTCLOUD_SECRETKEY: 'the key',
}

function check(): string {
  const missing = Object.entries(NEEDED).filter(([name]) => !process.env[name])
  if (!missing.length) return process.env.CLOUD_ENV!
  console.error('The contract on a real environment needs in the environment of this process:')
  for (const [name, what] of missing) console.error(`  ${name}  ${what}`)
  process.exit(1)
}

async function main(): Promise<number> {
  const envId = check()
  // one file after the other: they share the collections; what the SDK still looks up at the end need not be waited for
  const jest = path.join(require.resolve('jest/package.json'), '../bin/jest.js')
  const args = [jest, '--selectProjects', 'contract', '--runInBand', '--forceExit', ...process.argv.slice(2)]
  const env = { TENCENTCLOUD_REGION: 'ap-shanghai', ...process.env, TCB_ENV: envId }
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  if (!process.env.CLOUD_KEEP) console.log(`${await removeCollections(envId)} collections removed`)
  return status ?? 1
}

main().then(
  status => process.exit(status),
  (error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  },
)
