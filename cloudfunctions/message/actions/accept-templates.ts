import { defineAction } from '../../shared/call/action'
import { defineLimit } from '../../shared/call/limit'
import { take } from '../../shared/call/limits'
import { AcceptInput } from '../inputs'
import { addQuota } from '../../shared/effects/quota'

/** WeChat asks after a tap; nobody taps so often. */
const LIMITS = [defineLimit({ name: 'accept', per: 'person', atMost: 300, within: 'day', act: '订阅消息' })]

/** One accepted dialogue is the right to one message (MSG-2). */
export const acceptTemplates = defineAction({
  kind: 'write',
  permission: 'message.self',
  input: AcceptInput,
  async run({ input, caller, now }) {
    await take({ limits: LIMITS, subject: caller.personId }, now)
    for (const topic of new Set(input.topics)) await addQuota(caller.personId, topic)
    return {}
  },
})
