import { PATIENCE_MS } from '../../support/patience'

const PAUSE_MS = 10

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * Asks again until the answer is truthy. The client's own waitFor has no limit.
 * @param isHopeless says, before a last look, that nothing will change any more
 * @throws with what was waited for and the last error
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  isHopeless?: () => Promise<boolean>,
): Promise<NonNullable<T>> {
  const end = Date.now() + PATIENCE_MS
  let last: unknown
  for (let isLast = false; ;) {
    try {
      const answer = await ask()
      if (answer) return answer
      last = undefined
    } catch (error) {
      last = error
    }
    if (isLast) throw new Error(`waited in vain for ${what}${last ? `: ${String(last)}` : ''}`)
    await pause(PAUSE_MS)
    isLast = Date.now() > end || ((await isHopeless?.()) ?? false)
  }
}
