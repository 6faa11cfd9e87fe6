import { useCallback, useEffect, useRef, useState } from 'react'
import { toCallError, type CallError } from './call'
import { useOnlineAgain } from './network'
import { useShownAgain } from './use-shown-again'

export interface Query<T> {
  /** the last answer, also while it is read again */
  data: T | undefined
  error: CallError | undefined
  /** nothing to show yet */
  isLoading: boolean
  refresh: () => Promise<void>
}

// Answers by key: a page opened again shows the last one at once, then the new one.
const answers = new Map<string, unknown>()

interface State<T> {
  key: string | null
  data: T | undefined
  error: CallError | undefined
}

const remembered = <T>(key: string | null): State<T> => ({
  key,
  data: key === null ? undefined : (answers.get(key) as T | undefined),
  error: undefined,
})

/**
 * Reads something and reads it again whenever the page is shown or the network is back. `key` names the answer and changes with the
 * question; null asks nothing yet. Answers that arrive after the question changed are dropped.
 */
export function useQuery<T>(key: string | null, fetch: () => Promise<T>): Query<T> {
  const [state, setState] = useState<State<T>>(() => remembered<T>(key))
  const latest = useRef({ key, fetch })
  latest.current = { key, fetch }

  const refresh = useCallback(async () => {
    const asked = latest.current.key
    if (asked === null) return
    const isCurrent = () => latest.current.key === asked
    try {
      const data = await latest.current.fetch()
      answers.set(asked, data)
      if (isCurrent()) setState({ key: asked, data, error: undefined })
    } catch (error) {
      if (isCurrent()) setState({ ...remembered<T>(asked), error: toCallError(error) })
    }
  }, [])

  useEffect(() => void refresh(), [key, refresh])
  useShownAgain(refresh)
  useOnlineAgain(refresh)

  // between a change of key and its answer, nothing of the old question may show
  const shown = state.key === key ? state : remembered<T>(key)
  const isLoading = key !== null && shown.data === undefined && shown.error === undefined
  return { data: shown.data, error: shown.error, isLoading, refresh }
}

/** Forgets every answer, for another person or another house. */
export const forgetAnswers = (): void => answers.clear()
