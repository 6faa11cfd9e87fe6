// `npm run bundle`: builds dist/cloudfunctions and says how large each function is.
import { parseArgs } from 'node:util'
import { bundle } from '../bundle-functions'
import { exitWith, runCommand } from '../command'

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`

async function main(): Promise<0> {
  parseArgs({ options: {} })
  for (const { name, ownBytes, sdkBytes, laterBytes } of await bundle()) {
    console.log(
      `${name.padEnd(12)} own ${kilobytes(ownBytes)}, SDK ${kilobytes(sdkBytes)}, later ${kilobytes(laterBytes)}`,
    )
  }
  return 0
}

if (require.main === module) void exitWith(runCommand('npm run bundle', main))
