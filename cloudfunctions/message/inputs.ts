import * as z from 'zod'
import { Id } from '../shared/call/input'
import { Cursor } from '../shared/store/paging'
import { TOPICS } from '../shared/limits'

export const ListInput = z.strictObject({ cursor: Cursor.optional() })
export const ReadInput = z.strictObject({ id: Id })
export const ReadAllInput = z.strictObject({})
export const TemplatesInput = z.strictObject({})
/** Topics whose template the person has just accepted in WeChat's dialogue. */
export const AcceptInput = z.strictObject({
  topics: z.array(z.enum(TOPICS)).min(1).max(5).describe('消息类型'),
})
