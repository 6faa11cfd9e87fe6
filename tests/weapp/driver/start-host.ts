import automator from 'miniprogram-automator'
import { fork, type ChildProcess } from 'node:child_process'
import type MiniProgram from 'miniprogram-automator/out/MiniProgram'
import type { Control, ControlReply, ControlRequest, Started } from '../host/control'
import type { HostOptions } from '../host/host'
import { PATIENCE_MS } from '../../support/patience'
import { bundleHost, CACHE } from './bundle-host'

/** `Control` from the other side of the process border. */
export type RemoteControl = {
  [Name in keyof Control]: (...args: Parameters<Control[Name]>) => Promise<Awaited<ReturnType<Control[Name]>>>
}

export interface RunningHost {
  program: MiniProgram
  control: RemoteControl
  /** processor time from the start of the process until the first page was opened */
  startCpuMs: number
  isRunning(): boolean
  stop(): Promise<void>
}

function remoteControl(child: ChildProcess): RemoteControl {
  const waiting = new Map<number, (reply: ControlReply) => void>()
  let last = 0
  child.on('message', (reply: ControlReply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  const ask = (method: keyof Control, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, ({ error, result }) => (error ? reject(new Error(error)) : resolve(result)))
      child.send({ id, method, args } satisfies ControlRequest)
    })
  return new Proxy({} as RemoteControl, {
    get:
      (_, method: keyof Control) =>
      (...args: unknown[]) =>
        ask(method, args),
  })
}

/** Resolves with the port; rejects with what the host says when it cannot start. */
function started(child: ChildProcess): Promise<Started> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    const timer = setTimeout(() => reject(new Error(`host did not start: ${said}`)), PATIENCE_MS)
    child.once('exit', () => (clearTimeout(timer), reject(new Error(said.trim() || 'host ended'))))
    child.once('message', (answer: Started) => (clearTimeout(timer), resolve(answer)))
  })
}

/** Runs a built mini program in a process of its own and connects the unmodified automator client to it. */
export async function startHost(options: Omit<HostOptions, 'cacheDir' | 'onPrint'>): Promise<RunningHost> {
  const child = fork(bundleHost(), ['auto', '--project', options.dist, '--auto-port', '0'], {
    env: { ...process.env, WEAPP_HOST: JSON.stringify({ ...options, cacheDir: CACHE }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // tsx or jest may have added theirs, which cost time
    execArgv: [],
  })
  const { port, startCpuMs } = await started(child).catch((error: unknown) => {
    child.kill()
    throw error
  })
  const program = await automator.connect({ wsEndpoint: `ws://127.0.0.1:${port}` })
  const ended = new Promise(resolve => child.once('exit', resolve))
  return {
    program,
    control: remoteControl(child),
    startCpuMs,
    isRunning: () => child.connected,
    async stop() {
      program.disconnect()
      child.kill()
      await ended
    },
  }
}
