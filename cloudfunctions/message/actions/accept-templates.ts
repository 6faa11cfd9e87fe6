import { defineAction } from '../../shared/call/action'
import { AcceptInput } from '../inputs'
import { addQuota } from '../../shared/effects/quota'

/** One accepted dialogue is the right to one message (MSG-2). */
export const acceptTemplates = defineAction({
  kind: 'write',
  permission: 'message.self',
  input: AcceptInput,
  async run({ input, caller }) {
    for (const topic of new Set(input.topics)) await addQuota(caller.personId, topic)
    return {}
  },
})
