import { defineAction } from '../../shared/call/action'
import { countUnread, listInbox } from '../store/inbox'
import { ListInput } from '../inputs'
import type { Message } from '../../shared/effects/collections'
import type { Inbox, MessageView } from '../views'

const viewOf = ({ _id, topic, title, body, page, createdAt, readAt }: Message): MessageView => ({
  id: _id,
  topic,
  title,
  body,
  page,
  at: createdAt,
  isRead: readAt !== null,
})

export const list = defineAction({
  kind: 'read',
  permission: 'message.self',
  input: ListInput,
  async run({ input, caller, now }): Promise<Inbox> {
    const [{ rows, next }, unread] = await Promise.all([
      listInbox(caller, { cursor: input.cursor, now }),
      countUnread(caller, now),
    ])
    return { rows: rows.map(viewOf), next, unread, now }
  },
})
