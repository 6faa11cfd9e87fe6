import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = path.join(__dirname, '../..')
/** What a usual plan of the real service lets its database do at the same time. */
export const REQUESTS_AT_ONCE = 100

const PREFIX = 'endpoint '

export interface Server {
  endpoint: string
  child: ChildProcess
}

/** A process that prints its endpoint: the local cloud, or what it is compared with. */
export function startServer(args: string[]): Promise<Server> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise((resolve, reject) => {
    createInterface(child.stdout!).on('line', line => {
      if (line.startsWith(PREFIX)) resolve({ child, endpoint: line.slice(PREFIX.length) })
    })
    child.once('exit', code => reject(new Error(`exited with ${code}`)))
  })
}

export const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
