import path from 'node:path'
import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { FunctionDefinition } from './definition'
import { executionFailed, timedOut } from './failure'

export interface Invocation {
  requestId: string
  event: string
  env: Record<string, string>
  context: Record<string, unknown>
}

export interface InstanceOptions {
  definition: FunctionDefinition
  env: Record<string, string>
  clockOffset: SharedArrayBuffer
  log: (text: string) => void
}

/** One warm copy of a function. It never runs two calls at once; a broken or overdue one is ended for good. */
export interface Instance {
  /** The result as JSON text. */
  invoke(invocation: Invocation): Promise<string>
  isAlive(): boolean
  current(): Invocation | undefined
  end(): Promise<void>
}

type Message =
  | { type: 'started' }
  | { type: 'result'; result: string }
  | { type: 'failure'; error: { message: string; stack: string } }

const LOADING_LIMIT_MS = 30_000

export function startInstance({ definition, env, clockOffset, log }: InstanceOptions): Instance {
  const worker = new Worker(path.join(__dirname, 'worker.cjs'), {
    env,
    workerData: { file: definition.file, handler: 'main', clockOffset },
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    stdout: true,
    stderr: true,
  })
  worker.unref()
  logLines(worker.stdout, log)
  logLines(worker.stderr, log)

  let isAlive = true
  let isLoaded = false
  let invocation: Invocation | undefined
  let settle: { resolve(result: string): void; reject(error: Error): void } | undefined
  let timer: NodeJS.Timeout | undefined

  function done(act: (s: NonNullable<typeof settle>) => void): void {
    clearTimeout(timer)
    const waiting = settle
    settle = invocation = undefined
    if (waiting) act(waiting)
  }

  async function end(): Promise<void> {
    isAlive = false
    await worker.terminate()
  }

  function limit(ms: number, id: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void end()
      done(s => s.reject(timedOut(ms / 1000, id)))
    }, ms)
  }

  worker.on('message', (message: Message) => {
    const id = invocation?.requestId ?? ''
    if (message.type === 'started' && !isLoaded) {
      isLoaded = true
      limit(definition.timeoutMs, id)
    }
    if (message.type === 'result') done(s => s.resolve(message.result))
    if (message.type === 'failure') done(s => s.reject(executionFailed(textOf(message.error), id)))
  })
  const broken = (reason: string) => {
    isAlive = false
    done(s => s.reject(executionFailed(reason, invocation?.requestId ?? '')))
  }
  worker.on('error', error => broken((error as Error).message))
  worker.on('exit', code => broken(`process exited with ${code}`))

  return {
    invoke(next) {
      invocation = next
      const answer = new Promise<string>((resolve, reject) => (settle = { resolve, reject }))
      limit(isLoaded ? definition.timeoutMs : LOADING_LIMIT_MS, next.requestId)
      worker.postMessage({ event: next.event, context: next.context, env: next.env })
      return answer
    },
    isAlive: () => isAlive,
    current: () => invocation,
    end,
  }
}

const textOf = (error: { message: string; stack: string }) => error.stack || error.message

function logLines(stream: Readable, log: (text: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) log(line)
  })
}
