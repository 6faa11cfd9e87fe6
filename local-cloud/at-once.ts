import { CloudError } from './errors'

export type AtOnce = <T>(work: () => Promise<T>) => Promise<T>

/** A real environment has a database that takes only so many requests at once, by its plan; one more does nothing. */
export function atMost(limit = Infinity): AtOnce {
  let running = 0
  return async work => {
    if (running >= limit)
      throw new CloudError(
        'EXCEED_CONCURRENT_REQUEST_LIMIT',
        `[LimitExceeded] more than ${limit} requests to the database at once`,
      )
    running++
    try {
      return await work()
    } finally {
      running--
    }
  }
}
