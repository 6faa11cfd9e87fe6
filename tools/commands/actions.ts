// `npm run -s actions`: every action of every function with its permission and the JSON Schema of its input.
import path from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Action } from '../../cloudfunctions/shared/call/action'
import { exitWith, runCommand } from '../command'
import { FUNCTIONS_SOURCE, functionNames } from '../functions'

interface FunctionModule {
  /** missing on functions that no client can call (scheduler) */
  actions?: Record<string, Action>
}

async function describeFunction(name: string) {
  const { actions = {} } = (await import(path.join(FUNCTIONS_SOURCE, name, 'index.ts'))) as FunctionModule
  return Object.entries(actions).map(([action, { permission, kind, input }]) => ({
    function: name,
    action,
    kind,
    permission,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  }))
}

async function main(): Promise<0> {
  parseArgs({ options: {} })
  const described = await Promise.all(functionNames().map(describeFunction))
  console.log(JSON.stringify(described.flat(), null, 2))
  return 0
}

if (require.main === module) void exitWith(runCommand('npm run -s actions', main))
