import * as z from 'zod'

/** Tries of a person on one day that did not match the roster (id = person + Beijing day). */
export const Attempts = z.object({ _id: z.string(), count: z.int() })
