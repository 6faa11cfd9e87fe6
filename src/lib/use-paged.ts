import { useReachBottom } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { toCallError, type CallError } from './call'

interface PageOf<Row> {
  rows: Row[]
  next: string | null
}

export interface Paged<Row> {
  rows: Row[]
  hasMore: boolean
  isLoading: boolean
  error: CallError | undefined
  loadMore: () => Promise<void>
}

interface Rest<Row> extends PageOf<Row> {
  /** cursor of the first page it follows */
  after: string | null
}

/**
 * The rows after a first page that something else has read, as the person scrolls down. While the first page ends
 * where it did, what has been loaded stays, so that coming back to a list does not lose the place.
 */
export function usePaged<Row>(
  first: PageOf<Row> | undefined,
  more: (cursor: string) => Promise<PageOf<Row>>,
): Paged<Row> {
  const [rest, setRest] = useState<Rest<Row>>({ after: null, rows: [], next: null })
  const [isLoading, setIsLoading] = useState(false)
  const [error, setError] = useState<CallError>()
  const isRunning = useRef(false)

  const start = first?.next ?? null
  const isRest = start !== null && rest.after === start
  const next = isRest ? rest.next : start
  const rows = isRest ? [...(first?.rows ?? []), ...rest.rows] : (first?.rows ?? [])
  const latest = useRef({ more, next, start, loaded: rest.rows })
  latest.current = { more, next, start, loaded: isRest ? rest.rows : [] }

  const loadMore = useCallback(async () => {
    const asked = latest.current
    if (!asked.next || isRunning.current) return
    isRunning.current = true
    setIsLoading(true)
    setError(undefined)
    try {
      const page = await asked.more(asked.next)
      if (latest.current.start === asked.start)
        setRest({ after: asked.start, rows: [...asked.loaded, ...page.rows], next: page.next })
    } catch (refusal) {
      setError(toCallError(refusal))
    } finally {
      isRunning.current = false
      setIsLoading(false)
    }
  }, [])

  useReachBottom(() => void loadMore())
  return { rows, hasMore: next !== null, isLoading, error, loadMore }
}
