import * as z from 'zod'
import { Stored } from '../shared/store/stored'

/**
 * One row of somebody's inbox (collection `messages`, id = outbox row + person). The inbox is the truth;
 * `delivery` is what became of the WeChat message that points to it.
 */
export const Message = Stored.extend({
  personId: z.string(),
  openid: z.string(),
  topic: z.string(),
  title: z.string(),
  body: z.string(),
  page: z.string(),
  fields: z.record(z.string(), z.string()),
  readAt: z.date().nullable(),
  /**
   * waiting · sending (claimed; never sent a second time) · sent · unsubscribed (no accepted subscription
   * left, or WeChat said 43101) · failed (gave up)
   */
  delivery: z.enum(['waiting', 'sending', 'sent', 'unsubscribed', 'failed']),
  tries: z.int(),
  nextTryAt: z.date(),
  errCode: z.int().nullable(),
})
export type Message = z.infer<typeof Message>

/** How many WeChat messages of a topic a person has agreed to and not yet received (id = person + topic). */
export const Subscription = z.object({
  _id: z.string(),
  personId: z.string(),
  topic: z.string(),
  quota: z.int(),
})
export const subscriptionId = (personId: string, topic: string): string => `${personId}:${topic}`
