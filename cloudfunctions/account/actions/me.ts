import { countUnread, unreadTopics } from '../../message/public'
import { defineAction } from '../../shared/call/action'
import { uploadPrefix } from '../../shared/files/paths'
import { MeInput } from '../inputs'
import { loadHomes, loadPost } from '../store/me'
import { meView } from '../present/me-view'
import type { Me } from '../views'

/** The first call of the app: three trips at once, whatever the person is. */
export const me = defineAction({
  kind: 'read',
  permission: 'account.self',
  input: MeInput,
  async run({ caller, now }): Promise<Me> {
    const { personId } = caller
    const [homes, post, topics] = await Promise.all([
      loadHomes(personId),
      loadPost(personId),
      unreadTopics(caller),
    ])
    const unread = countUnread(topics, post !== null)
    return {
      personId,
      uploadPrefix: uploadPrefix(personId),
      ...meView({ homes, post, unread }, now),
      now,
    }
  },
})
