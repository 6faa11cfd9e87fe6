import { defineAction } from '../../shared/action'
import { markAllRead } from '../inbox'
import { ReadAllInput } from '../inputs'

export const readAll = defineAction({
  kind: 'write',
  permission: 'message.self',
  input: ReadAllInput,
  async run({ caller, now }) {
    return { read: await markAllRead(caller, now) }
  },
})
