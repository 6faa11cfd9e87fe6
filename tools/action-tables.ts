import path from 'node:path'
import * as z from 'zod'
import type { Action, ActionTable } from '../cloudfunctions/shared/call/action'
import { FUNCTIONS_SOURCE, functionNames } from './functions'

interface FunctionModule {
  /** missing on functions that no client can call (scheduler) */
  actions?: ActionTable
}

export interface Described extends Pick<Action, 'kind' | 'permission'> {
  function: string
  action: string
  /** JSON Schema of what a client may send */
  input: Record<string, unknown>
}

export const describeTable = (name: string, actions: ActionTable): Described[] =>
  Object.entries(actions).map(([action, { permission, kind, input }]) => ({
    function: name,
    action,
    kind,
    permission,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
  }))

async function describeFunction(name: string): Promise<Described[]> {
  const { actions = {} } = (await import(path.join(FUNCTIONS_SOURCE, name, 'index.ts'))) as FunctionModule
  return describeTable(name, actions)
}

/** Every action that a client can call, of every function, as its action table says. */
export const describeActions = async (): Promise<Described[]> =>
  (await Promise.all(functionNames().map(describeFunction))).flat()
