import { countUnread } from '../../message/public'
import { defineAction } from '../../shared/call/action'
import { uploadPrefix } from '../../shared/files/paths'
import { MeInput } from '../inputs'
import { communitiesOf } from '../store/communities'
import { meView } from '../present/me-view'
import type { Me } from '../views'

/** The first call of the app: three trips, whatever the person is. */
export const me = defineAction({
  kind: 'read',
  permission: 'account.self',
  input: MeInput,
  async run({ caller, now }): Promise<Me> {
    const { personId } = caller
    const [communities, unread] = await Promise.all([communitiesOf(caller), countUnread(caller, now)])
    return {
      personId,
      uploadPrefix: uploadPrefix(personId),
      ...meView(caller, communities, now),
      unread,
      now,
    }
  },
})
