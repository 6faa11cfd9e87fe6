import { useCallback, useRef, useState } from 'react'
import { toCallError, type CallError } from './call'

export interface Action<Args extends unknown[], T> {
  /** runs it; undefined when it was refused or is already running */
  run: (...args: Args) => Promise<T | undefined>
  isPending: boolean
  error: CallError | undefined
  /** what to correct, by field */
  fields: Record<string, string>
  reset: () => void
}

const NO_FIELDS: Record<string, string> = {}

/** Wraps a call that changes something: one at a time, with its refusal kept for the page to show. */
export function useAction<Args extends unknown[], T>(act: (...args: Args) => Promise<T>): Action<Args, T> {
  const [isPending, setIsPending] = useState(false)
  const [error, setError] = useState<CallError>()
  const latest = useRef(act)
  latest.current = act
  // a ref, because two taps can come before the next render
  const isRunning = useRef(false)

  const run = useCallback(async (...args: Args) => {
    if (isRunning.current) return undefined
    isRunning.current = true
    setIsPending(true)
    setError(undefined)
    try {
      return await latest.current(...args)
    } catch (refusal) {
      setError(toCallError(refusal))
      return undefined
    } finally {
      isRunning.current = false
      setIsPending(false)
    }
  }, [])

  const reset = useCallback(() => setError(undefined), [])
  return { run, isPending, error, fields: error?.fields ?? NO_FIELDS, reset }
}
