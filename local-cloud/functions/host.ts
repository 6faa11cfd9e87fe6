import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { sdkEnv } from '../sdk-env'
import { readJson } from '../values/json'
import { APP_ID, callerEnv, type Caller } from './caller'
import type { FunctionDefinition } from './definition'
import { executionFailed, notFound, requestTooLarge, responseTooLarge } from './failure'
import { Instance } from './instance'

export interface HostOptions {
  definitions: Map<string, FunctionDefinition>
  env: Record<string, string>
  envId: string
  /** Where the functions' SDK finds the cloud; known once the server listens. */
  endpoint: () => string
  clock: Clock
  log: Log
}

export interface Answer {
  result: unknown
  requestID: string
}

export interface Slot {
  id: string
  name: string
  instance: Instance
  /** Set while a call is running. */
  caller?: Caller
  requestId?: string
}

const INSTANCES_MAX = 4
// the platform's limit of what a call brings, and of what it answers
const SIZE_LIMIT_BYTES = 6 * 1024 * 1024

/** WeChat adds who calls to what a mini program sends; a function must not mind, nor believe it. */
function eventOf(caller: Caller, data: unknown): unknown {
  const event = data ?? {}
  const isFromClient = caller.openid !== undefined && callerEnv(caller).TCB_SOURCE === 'wx_client'
  if (!isFromClient || typeof event !== 'object' || Array.isArray(event)) return event
  return { ...event, userInfo: { appId: APP_ID, openId: caller.openid } }
}

function resultOf(text: string, requestID: string): unknown {
  try {
    return readJson(text, 'the result')
  } catch (error) {
    throw executionFailed((error as Error).message, requestID)
  }
}

/** Runs functions as the platform does: warm instances, each with one call at a time, more of them under load. */
export class Host {
  private readonly slots = new Set<Slot>()
  private readonly waiting = new Map<string, (() => void)[]>()

  constructor(private readonly options: HostOptions) {}

  async call(caller: Caller, name: string, data: unknown): Promise<Answer> {
    const requestID = randomUUID()
    const definition = this.options.definitions.get(name)
    if (!definition) throw notFound(name, requestID)
    const event = JSON.stringify(eventOf(caller, data))
    const eventBytes = Buffer.byteLength(event)
    if (eventBytes > SIZE_LIMIT_BYTES) throw requestTooLarge(eventBytes, requestID)
    const slot = await this.claim(definition, caller)
    slot.requestId = requestID
    try {
      const result = await slot.instance.invoke({
        requestId: requestID,
        event,
        env: callerEnv(caller),
        context: this.contextOf(definition, requestID),
      })
      const bytes = Buffer.byteLength(result)
      if (bytes > SIZE_LIMIT_BYTES) throw responseTooLarge(bytes, requestID)
      return { result: resultOf(result, requestID), requestID }
    } finally {
      this.release(slot)
    }
  }

  get envId(): string {
    return this.options.envId
  }

  /** The function and caller behind a request to the endpoint, known by the instance's own address. */
  runningAs(instanceId: string | undefined): Slot | undefined {
    return [...this.slots].find(({ id }) => id === instanceId)
  }

  /** Ends an instance in the middle of whatever it does. */
  async kill(name: string): Promise<void> {
    await Promise.all(this.alive(name).map(slot => slot.instance.end('instance killed')))
  }

  async close(): Promise<void> {
    await Promise.all([...this.slots].map(slot => slot.instance.end()))
  }

  private alive(name: string): Slot[] {
    return [...this.slots].filter(slot => slot.name === name && slot.instance.isAlive)
  }

  /** An idle instance, a new one, or the next that becomes free. */
  private async claim(definition: FunctionDefinition, caller: Caller): Promise<Slot> {
    for (;;) {
      const ours = this.alive(definition.name)
      const slot =
        ours.find(s => !s.caller) ?? (ours.length < INSTANCES_MAX ? this.start(definition) : undefined)
      if (slot) {
        slot.caller = caller
        return slot
      }
      await this.queue(definition.name)
    }
  }

  private queue(name: string): Promise<void> {
    return new Promise(resolve => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), resolve])
    })
  }

  private release(slot: Slot): void {
    slot.caller = undefined
    for (const dead of this.slots) if (!dead.instance.isAlive) this.slots.delete(dead)
    const [next, ...others] = this.waiting.get(slot.name) ?? []
    this.waiting.set(slot.name, others)
    next?.()
  }

  private start(definition: FunctionDefinition): Slot {
    const { env, envId, endpoint, clock, log } = this.options
    const id = randomUUID()
    log.write(definition.name, 'cold start')
    const platform = { NODE_ENV: 'production', NODE_PATH: path.dirname(definition.file), TZ: 'UTC' }
    const instance = new Instance({
      definition,
      env: { ...env, ...sdkEnv(`${endpoint()}/${id}`, envId), ...platform },
      clockOffset: clock.offset,
      log: text => log.write(definition.name, text),
    })
    const slot: Slot = { id, name: definition.name, instance }
    this.slots.add(slot)
    return slot
  }

  private contextOf(definition: FunctionDefinition, requestId: string) {
    return {
      request_id: requestId,
      function_name: definition.name,
      function_version: '$LATEST',
      namespace: this.options.envId,
      memory_limit_in_mb: definition.memoryMb,
      time_limit_in_ms: definition.timeoutMs,
    }
  }
}
