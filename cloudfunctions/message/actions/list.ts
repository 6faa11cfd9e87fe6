import { defineAction } from '../../shared/call/action'
import { countUnread, isStaff, listInbox, unreadTopics } from '../store/inbox'
import { ListInput } from '../inputs'
import type { Message } from '../schema'
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
    const works = await isStaff(caller)
    const [{ rows, next }, unread] = await Promise.all([
      listInbox({ caller, works }, input.cursor),
      unreadTopics(caller),
    ])
    return { rows: rows.map(viewOf), next, unread: countUnread(unread, works), now }
  },
})
