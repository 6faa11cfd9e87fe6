// `npm run -s actions`: every action of every function with its permission and the JSON Schema of its input.
import { parseArgs } from 'node:util'
import { describeActions } from '../action-tables'
import { exitWith, runCommand } from '../command'

async function main(): Promise<0> {
  parseArgs({ options: {} })
  console.log(JSON.stringify(await describeActions(), null, 2))
  return 0
}

if (require.main === module) void exitWith(runCommand('npm run -s actions', main))
