import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Log } from '../log'
import { sdkEnv } from '../sdk-env'
import { APP_ID, callerEnv, type Caller } from './caller'
import type { FunctionDefinition } from './definition'
import { notFound } from './failure'
import { startInstance, type Instance, type Invocation } from './instance'

export interface HostOptions {
  definitions: Map<string, FunctionDefinition>
  env: Record<string, string>
  envId: string
  endpoint: string
  clock: Clock
  log: Log
}

export interface Answer {
  result: unknown
  requestID: string
}

export interface Host {
  call(caller: Caller, name: string, data: unknown): Promise<Answer>
  /** The function and caller behind a request to the endpoint, known by the instance's own address. */
  runningAs(instanceId: string): { name: string; caller?: Caller } | undefined
  close(): Promise<void>
}

const INSTANCES_MAX = 4

interface Slot {
  id: string
  name: string
  instance: Instance
  caller?: Caller
}

/** WeChat adds who calls to what a mini program sends; a function must not mind, nor believe it. */
function eventOf(caller: Caller, data: unknown): unknown {
  const event = data ?? {}
  const isFromClient = caller.openid !== undefined && callerEnv(caller).TCB_SOURCE === 'wx_client'
  if (!isFromClient || typeof event !== 'object' || Array.isArray(event)) return event
  return { ...event, userInfo: { appId: APP_ID, openId: caller.openid } }
}

export function openHost(options: HostOptions): Host {
  const { definitions, clock, log } = options
  const slots = new Set<Slot>()
  const waiting = new Map<string, (() => void)[]>()

  function start(definition: FunctionDefinition): Slot {
    const id = randomUUID()
    const env = {
      ...options.env,
      ...sdkEnv(`${options.endpoint}/${id}`, options.envId),
      NODE_ENV: 'production',
      TZ: 'UTC',
    }
    log.write(definition.name, 'cold start')
    const write = (text: string) => log.write(definition.name, text)
    const instance = startInstance({ definition, env, clockOffset: clock.offset, log: write })
    const slot: Slot = { id, name: definition.name, instance }
    slots.add(slot)
    return slot
  }

  const alive = (name: string) => [...slots].filter(slot => slot.name === name && slot.instance.isAlive())

  function queue(name: string): Promise<void> {
    return new Promise(resolve => {
      const line = waiting.get(name) ?? []
      waiting.set(name, [...line, resolve])
    })
  }

  /** An idle instance, a new one, or the next that becomes free. */
  async function claim(definition: FunctionDefinition, caller: Caller): Promise<Slot> {
    for (;;) {
      const ours = alive(definition.name)
      const slot = ours.find(s => !s.caller) ?? (ours.length < INSTANCES_MAX ? start(definition) : undefined)
      if (slot) {
        slot.caller = caller
        return slot
      }
      await queue(definition.name)
    }
  }

  function release(slot: Slot): void {
    slot.caller = undefined
    if (!slot.instance.isAlive()) slots.delete(slot)
    const [next, ...others] = waiting.get(slot.name) ?? []
    waiting.set(slot.name, others)
    next?.()
  }

  function contextOf(definition: FunctionDefinition, requestId: string) {
    return {
      request_id: requestId,
      function_name: definition.name,
      function_version: '$LATEST',
      namespace: options.envId,
      memory_limit_in_mb: definition.memoryMb,
      time_limit_in_ms: definition.timeoutMs,
    }
  }

  return {
    async call(caller, name, data) {
      const requestId = randomUUID()
      const definition = definitions.get(name)
      if (!definition) throw notFound(name, requestId)
      const slot = await claim(definition, caller)
      const event = JSON.stringify(eventOf(caller, data))
      const invocation: Invocation = {
        requestId,
        event,
        env: callerEnv(caller),
        context: contextOf(definition, requestId),
      }
      try {
        const result = await slot.instance.invoke(invocation)
        return { result: JSON.parse(result) as unknown, requestID: requestId }
      } finally {
        release(slot)
      }
    },
    runningAs(instanceId) {
      const slot = [...slots].find(({ id }) => id === instanceId)
      return slot && { name: slot.name, caller: slot.caller }
    },
    async close() {
      await Promise.all([...slots].map(slot => slot.instance.end()))
    },
  }
}
