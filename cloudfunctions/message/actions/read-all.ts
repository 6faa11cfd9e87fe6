import { defineAction } from '../../shared/call/action'
import { markAllRead } from '../store/inbox'
import { ReadAllInput } from '../inputs'

export const readAll = defineAction({
  kind: 'write',
  permission: 'message.self',
  input: ReadAllInput,
  async run({ caller, now }) {
    return { read: await markAllRead(caller, now) }
  },
})
