import type { ErrorCode } from '../../cloudfunctions/shared/call/errors'
import type { ActionName, FunctionName, InputOf, OutputOf, ReadName } from './api'
import { cloud } from './cloud/cloud'
import { requireUpdate } from './update'

/** The day this client was built on; functions refuse one that does not fit them any more. */
const BUILD = process.env.TARO_APP_BUILD

const OFFLINE_MESSAGE = '没连上网。已填的内容还在，连上后再试'
const RETRY_AFTER_MS = 600

type Answer =
  | { ok: true; data: unknown }
  | { ok: false; code: ErrorCode; message: string; fields?: Record<string, string>; requestId: string }

/** A refusal, ready to be shown: `message` is a whole Chinese sentence, `fields` names what to correct. */
export class CallError extends Error {
  constructor(
    readonly code: ErrorCode | 'OFFLINE',
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
    this.name = 'CallError'
  }
}

export const toCallError = (error: unknown): CallError =>
  error instanceof CallError ? error : new CallError('OFFLINE', OFFLINE_MESSAGE)

async function send(name: string, action: string, input: unknown): Promise<unknown> {
  const answer = (await cloud.call(name, { action, input, build: BUILD }).catch((error: unknown) => {
    throw toCallError(error)
  })) as Answer | null | undefined
  if (!answer) throw new CallError('OFFLINE', OFFLINE_MESSAGE)
  if (!answer.ok && answer.code === 'UPDATE_REQUIRED') requireUpdate()
  if (!answer.ok) throw new CallError(answer.code, answer.message, answer.fields)
  return answer.data
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Calls an action that changes something: sent once, because a lost answer may hide a success. */
export async function call<F extends FunctionName, A extends ActionName<F>>(
  name: F,
  action: A,
  input: InputOf<F, A>,
): Promise<OutputOf<F, A>> {
  return (await send(name, action, input)) as OutputOf<F, A>
}

/** Calls an action that only reads: sent a second time when the network fails. */
export async function read<F extends FunctionName, A extends ReadName<F>>(
  name: F,
  action: A,
  input: InputOf<F, A>,
): Promise<OutputOf<F, A>> {
  try {
    return (await send(name, action, input)) as OutputOf<F, A>
  } catch (error) {
    if (toCallError(error).code !== 'OFFLINE') throw error
    await pause(RETRY_AFTER_MS)
    return (await send(name, action, input)) as OutputOf<F, A>
  }
}
