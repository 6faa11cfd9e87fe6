import { useEffect, useRef, useState } from 'react'
import { call, read } from '@/lib/call'
import { useIsShown } from '@/lib/use-is-shown'
import type { RosterView } from './words'

/** Between two batches; longer when somebody else (the scheduler, a colleague) is importing or the network is gone. */
const PAUSE_MS = 300
const WAIT_MS = 2000

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** The next state, whoever makes it: a batch of ours, or what somebody else has done meanwhile. */
async function advance(id: string): Promise<RosterView | undefined> {
  try {
    return await call('roster', 'continue', { id })
  } catch {
    return read('roster', 'detail', { id }).catch(() => undefined)
  }
}

/**
 * Imports batch after batch while the page is in front; the scheduler goes on when it is not.
 * @returns seconds left as far as the pace of this visit tells, and whether the network is away
 */
export function useImportRun(roster: RosterView, onChange: (roster: RosterView) => void) {
  const isShown = useIsShown()
  const [isStuck, setIsStuck] = useState(false)
  const latest = useRef(onChange)
  latest.current = onChange
  const begun = useRef({ at: Date.now(), done: roster.progress.done })
  const { id, status } = roster
  const isActive = status === 'running' && isShown

  useEffect(() => {
    if (!isActive) return
    let isWanted = true
    const run = async () => {
      let done = -1
      while (isWanted) {
        const next = await advance(id)
        if (!isWanted) return
        setIsStuck(!next)
        if (next) latest.current(next)
        if (next && next.status !== 'running') return
        await pause(next && next.progress.done > done ? PAUSE_MS : WAIT_MS)
        done = next?.progress.done ?? done
      }
    }
    void run()
    return () => {
      isWanted = false
    }
  }, [id, isActive])

  const { done, total } = roster.progress
  const pace = (done - begun.current.done) / Math.max(1, Date.now() - begun.current.at)
  const secondsLeft = pace > 0 ? Math.ceil((total - done) / pace / 1000) : undefined
  return { secondsLeft, isStuck }
}
