import * as z from 'zod'
import { loadCaller, type Caller } from './caller'
import { callSource } from '../cloud'
import { acceptFiles, type AcceptedFile } from '../files/check'
import { noteEvidence } from '../files/evidence'
import { describeError } from '../log'
import { Build, checkBuild } from './build'
import { AppError, type ErrorCode } from './errors'
import { Id, parseInput } from './input'
import { checkIntake } from './intake'
import type { Permission } from './permissions'
import type { Urgent } from '../effects/outbox'
import { moveUrgent } from '../effects/urgent'

export interface ActionContext<Input = unknown> {
  input: Input
  caller: Caller
  /** the one "now" of this call */
  now: Date
  requestId: string
  /** `function.action`, for the audit */
  action: string
  /** told by a save of what cannot wait for the timer */
  urgent: (saved: Urgent) => void
  /** the files of the input as they were looked at */
  files: readonly AcceptedFile[]
}

/** A read may be repeated by the client when the network fails; a write may not. */
type Kind = 'read' | 'write'

/** One thing a client can ask for. `input` refuses unknown keys, so use `z.strictObject`. */
export interface Action<Schema extends z.ZodType = z.ZodType, Output = unknown, K extends Kind = Kind> {
  kind: K
  permission: Permission
  input: Schema
  run: (context: ActionContext<z.output<Schema>>) => Promise<Output>
}

/** Keeps the kind as it is written, so that the app's `read` takes nothing that writes. */
export const defineAction = <Schema extends z.ZodType, Output, K extends Kind>(
  action: Action<Schema, Output, K>,
) => action

// Actions of different inputs live in one table; each is called with what its own schema made.
export type ActionTable = Record<string, Action<z.ZodType, unknown> | Action<never, unknown>>

export type Answer =
  | { ok: true; data: unknown }
  | { ok: false; code: ErrorCode; message: string; fields?: Record<string, string>; requestId: string }

interface PlatformContext {
  request_id?: string
}

const Event = z.object({ action: z.string().max(60), input: z.unknown(), build: Build })

function failure(error: unknown, requestId: string): Answer {
  if (error instanceof AppError) {
    const { code, message, fields } = error
    return { ok: false, code, message, ...(fields && { fields }), requestId }
  }
  console.error(JSON.stringify({ level: 'error', requestId, error: describeError(error) }))
  return {
    ok: false,
    code: 'INTERNAL',
    message: '这边出了点问题，我们已收到。急事请打 24 小时热线',
    requestId,
  }
}

/**
 * The `main` of a function that clients call. Identity comes from the platform's context only; whatever
 * the event says about openids, timers or payments is not looked at.
 */
export function createFunction(name: string, actions: ActionTable) {
  const table = new Map(Object.entries(actions)) as Map<string, Action>

  async function answer(event: unknown, requestId: string): Promise<Answer> {
    const source = callSource()
    if (source.kind !== 'client') throw new AppError('UNAUTHENTICATED', '请在微信小程序里打开')
    const parsed = Event.safeParse(event)
    const action = parsed.success ? table.get(parsed.data.action) : undefined
    if (!parsed.success || !action) throw new AppError('BAD_INPUT', '没有这个功能，请更新小程序后再试')
    checkBuild(parsed.data.build, new Date())
    checkIntake(parsed.data.input)
    const input = parseInput(action.input, parsed.data.input ?? {})
    const now = new Date()
    const { kind, permission } = action
    const caller = await loadCaller({ openid: source.openid, permission, kind, now })
    const files = await acceptFiles(action.input, input, caller.personId)
    await noteEvidence(files, caller.personId, now)
    const saved: Urgent[] = []
    const urgent = (each: Urgent) => void saved.push(each)
    const call = { now, requestId, action: `${name}.${parsed.data.action}`, urgent, files }
    const data = (await action.run({ input, caller, ...call })) ?? null
    await moveUrgent(saved, now)
    return { ok: true, data }
  }

  return async function main(event: unknown, context: PlatformContext = {}): Promise<Answer> {
    const requestId = context.request_id ?? ''
    try {
      return await answer(event, requestId)
    } catch (error) {
      return failure(error, requestId)
    }
  }
}

/** Input of an action on one record. */
export const ById = z.strictObject({ id: Id })
