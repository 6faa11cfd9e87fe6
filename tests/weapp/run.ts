import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { buildApp } from '../../tools/build-app'
import { ROOT } from '../../tools/functions'

// `npm run test:weapp [-- jest options]`: the tests of the build that ships on WeChat, on the local host, or with
// WX_CLI=<command line of WeChat's developer tools> on those. Tests of the host itself have no place there.

const HOST_ONLY = ['host-', 'broken-builds']

async function main(): Promise<void> {
  if (!process.env.WEAPP_DIST) await buildApp('weapp', console.log)
  const jest = path.join(ROOT, 'node_modules/.bin/jest')
  const onTools = [
    '--maxWorkers=1',
    // the client's launcher leaves a timer behind
    '--forceExit',
    ...HOST_ONLY.flatMap(part => ['--testPathIgnorePatterns', part]),
  ]
  const args = ['--selectProjects', 'weapp', ...(process.env.WX_CLI ? onTools : []), ...process.argv.slice(2)]
  process.exit(spawnSync(jest, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1)
}

void main()
