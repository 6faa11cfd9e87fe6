import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Trigger {
  name: string
  type: string
  config: string
}

export interface FunctionDefinition {
  name: string
  file: string
  timeoutMs: number
  memoryMb: number
  triggers: Trigger[]
  /** Names of `cloud.openapi` calls that config.json permits. */
  openapi: string[]
}

interface Config {
  timeout?: number
  memorySize?: number
  triggers?: Trigger[]
  permissions?: { openapi?: string[] }
}

const TIMEOUT_SECONDS = 20
const MEMORY_MB = 256
const TIMEOUT_MAX_SECONDS = 900
const [MEMORY_LEAST_MB, MEMORY_MOST_MB] = [128, 3072]

/** Every folder with an index.js is a function, as it would be uploaded. */
export function readDefinitions(dir: string): Map<string, FunctionDefinition> {
  const names = readdirSync(dir).filter(name => existsSync(path.join(dir, name, 'index.js')))
  return new Map(names.map(name => [name, readDefinition(dir, name)]))
}

function readConfig(dir: string, name: string): Config {
  const file = path.join(dir, name, 'config.json')
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Config
  } catch {
    throw new Error(`function ${name}: config.json is not JSON`)
  }
}

/** @throws Error naming the function whose configuration cannot be */
function readDefinition(dir: string, name: string): FunctionDefinition {
  const {
    timeout = TIMEOUT_SECONDS,
    memorySize = MEMORY_MB,
    triggers = [],
    permissions,
  } = readConfig(dir, name)
  if (!(timeout > 0 && timeout <= TIMEOUT_MAX_SECONDS))
    throw new Error(`function ${name}: timeout must be up to ${TIMEOUT_MAX_SECONDS} seconds`)
  if (!(memorySize >= MEMORY_LEAST_MB && memorySize <= MEMORY_MOST_MB))
    throw new Error(`function ${name}: memorySize must be ${MEMORY_LEAST_MB} to ${MEMORY_MOST_MB} MB`)
  return {
    name,
    file: path.resolve(dir, name, 'index.js'),
    timeoutMs: timeout * 1000,
    memoryMb: memorySize,
    triggers,
    openapi: permissions?.openapi ?? [],
  }
}
