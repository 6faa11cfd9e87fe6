import { useCallback, useEffect, useRef, useState } from 'react'
import { isH5 } from './platform'
import { forget, keep, recall } from './storage'

const SAVE_AFTER_MS = 300
const nameOf = (key: string) => `draft.${key}`

/**
 * Like useState, but what was typed survives leaving the page, a lost network and closing the app.
 * `clear` forgets it once it has been sent.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [draft, setDraft] = useState<T>(() => ({
    ...initial,
    ...recall<Partial<T>>(nameOf(key)),
  }))
  const latest = useRef(draft)
  latest.current = draft
  const isCleared = useRef(false)
  const first = useRef(draft)

  useEffect(() => {
    if (draft === first.current) return
    const timer = setTimeout(() => save(key, draft), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [key, draft])

  useEffect(() => {
    const flush = () => {
      if (!isCleared.current && latest.current !== first.current) save(key, latest.current)
    }
    // a page that is loaded again is not left in order
    if (isH5) window.addEventListener('pagehide', flush)
    return () => {
      if (isH5) window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [key])

  const change = useCallback((part: Partial<T> | ((old: T) => Partial<T>)) => {
    isCleared.current = false
    setDraft(old => ({ ...old, ...(typeof part === 'function' ? part(old) : part) }))
  }, [])

  const clear = useCallback(() => {
    isCleared.current = true
    first.current = initial
    forget(nameOf(key))
    setDraft(initial)
    // `initial` is written inline by pages and would change on every render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])

  return { draft, change, clear }
}

const save = (key: string, draft: object) => keep(nameOf(key), draft)
