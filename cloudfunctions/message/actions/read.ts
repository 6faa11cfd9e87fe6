import { defineAction } from '../../shared/call/action'
import { markRead } from '../store/inbox'
import { ReadInput } from '../inputs'

/** Reading a read or a foreign message changes nothing and tells nothing. */
export const read = defineAction({
  kind: 'write',
  permission: 'message.self',
  input: ReadInput,
  async run({ input, caller, now }) {
    await markRead(caller, input.id, now)
    return {}
  },
})
