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

/** Every folder with an index.js is a function, as it would be uploaded. */
export function readDefinitions(dir: string): Map<string, FunctionDefinition> {
  const names = readdirSync(dir).filter(name => existsSync(path.join(dir, name, 'index.js')))
  return new Map(names.map(name => [name, readDefinition(dir, name)]))
}

function readDefinition(dir: string, name: string): FunctionDefinition {
  const file = path.resolve(dir, name, 'index.js')
  const configFile = path.join(dir, name, 'config.json')
  const config = (existsSync(configFile) ? JSON.parse(readFileSync(configFile, 'utf8')) : {}) as Config
  return {
    name,
    file,
    timeoutMs: (config.timeout ?? TIMEOUT_SECONDS) * 1000,
    memoryMb: config.memorySize ?? MEMORY_MB,
    triggers: config.triggers ?? [],
    openapi: config.permissions?.openapi ?? [],
  }
}
