const PAUSE_MS = 10

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * Asks again until the answer is truthy. The client's own waitFor has no limit; on a phone everything may take a
 * moment.
 * @throws with what was waited for and the last error
 */
export async function until<T>(what: string, ask: () => Promise<T>, limitMs = 3000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs
  let last: unknown
  do {
    try {
      const answer = await ask()
      if (answer) return answer
      last = undefined
    } catch (error) {
      last = error
    }
    await pause(PAUSE_MS)
  } while (Date.now() < end)
  throw new Error(`waited ${limitMs} ms for ${what}${last ? `: ${String(last)}` : ''}`)
}
