const TRIES = 8
const FIRST_PAUSE_MS = 20

const pause = (tries: number) =>
  new Promise(resolve => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random())))

/** The plan's limit of requests at once is reached; nothing was done (platform facts 2.4). */
function isCrowded(error: unknown): boolean {
  const { errCode, code } = (error ?? {}) as { errCode?: number; code?: string }
  return errCode === -501004 || code === 'EXCEED_CONCURRENT_REQUEST_LIMIT'
}

/** A read that finds the database crowded waits and asks again, a few seconds in all. Writes are the caller's to repeat. */
export async function patient<Answer>(read: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await read()
    } catch (error) {
      if (tries + 1 >= TRIES || !isCrowded(error)) throw error
      await pause(tries)
    }
  }
}
