import * as z from 'zod'
import { defineCollection } from './collection'

/** How far `npm run migrate` is (id = collection : schema version). Functions never look at it. */
export const migrations = defineCollection({
  name: 'migrations',
  scope: 'company',
  subjects: [],
  schema: z.object({
    _id: z.string(),
    /** the last document that was looked at; "" before the first and after the last */
    after: z.string(),
    /** when all of them were in this version for the first time; null before */
    doneAt: z.date().nullable(),
  }),
  indexes: {},
})
