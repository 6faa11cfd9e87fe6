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

type Message =
  | { type: 'started' }
  | { type: 'memory' }
  | { type: 'result'; result: string }
  | { type: 'failure'; error: { message: string; stack: string } }

interface Running {
  requestId: string
  resolve(result: string): void
  reject(error: Error): void
}

const LOADING_LIMIT_MS = 30_000
const MB = 1024 * 1024

/** One warm copy of a function. It never runs two calls at once; a broken or overdue one is ended for good. */
export class Instance {
  private readonly worker: Worker
  private readonly definition: FunctionDefinition
  private running: Running | undefined
  private timer: NodeJS.Timeout | undefined
  private isLoaded = false
  isAlive = true

  constructor({ definition, env, clockOffset, log }: InstanceOptions) {
    this.definition = definition
    const { memoryMb } = definition
    this.worker = new Worker(path.join(__dirname, 'worker.cjs'), {
      env,
      workerData: { file: definition.file, handler: 'main', clockOffset, memoryBytes: memoryMb * MB },
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    })
    this.worker.unref()
    logLines(this.worker.stdout, log)
    logLines(this.worker.stderr, log)
    this.worker.on('message', (message: Message) => this.receive(message))
    this.worker.on('error', error => this.breakDown(String(error)))
    this.worker.on('exit', () => this.breakDown('145 code exit unexpected'))
  }

  /** The result as JSON text. */
  invoke({ requestId, event, context, env }: Invocation): Promise<string> {
    const answer = new Promise<string>((resolve, reject) => (this.running = { requestId, resolve, reject }))
    this.limit(this.isLoaded ? this.definition.timeoutMs : LOADING_LIMIT_MS)
    this.worker.postMessage({ event, context, env })
    return answer
  }

  async end(reason = 'instance ended'): Promise<void> {
    this.breakDown(reason)
    await this.worker.terminate()
  }

  private receive(message: Message): void {
    if (message.type === 'started') return this.started()
    if (message.type === 'memory')
      return void this.end(`memory limit exceeded: more than ${this.definition.memoryMb} MB`)
    const running = this.done()
    if (message.type === 'result') return running?.resolve(message.result)
    const { stack, message: text } = message.error
    running?.reject(executionFailed(stack || text, running.requestId))
  }

  /** The time limit of the first call begins when the code has been loaded. */
  private started(): void {
    if (!this.isLoaded) this.limit(this.definition.timeoutMs)
    this.isLoaded = true
  }

  private limit(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const running = this.done()
      running?.reject(timedOut(ms / 1000, running.requestId))
      void this.end()
    }, ms)
  }

  private breakDown(reason: string): void {
    this.isAlive = false
    const running = this.done()
    running?.reject(executionFailed(reason, running.requestId))
  }

  private done(): Running | undefined {
    clearTimeout(this.timer)
    const { running } = this
    this.running = undefined
    return running
  }
}

function logLines(stream: Readable, log: (text: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) log(line)
  })
}
