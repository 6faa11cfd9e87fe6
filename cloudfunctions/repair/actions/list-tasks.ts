import { defineAction } from '../../shared/call/action'
import { ListTasksInput } from '../inputs'
import { readPage, search } from '../store/lists'
import { deskOf } from '../store/desk'
import { pageView } from '../present/order'
import { deskList, deskScope, technicianList, technicianScope } from '../store/tabs'

/** One tab of 我的任务: the desk's of the community, or the technician's own and the queue of their skills. */
export const listTasks = defineAction({
  kind: 'read',
  permission: 'repair.staff',
  input: ListTasksInput,
  async run({ input, caller }) {
    const { communityId, tab } = input
    const { staff } = deskOf(caller, input)
    const isDesk = input.as === 'desk'
    if (input.search.trim()) {
      const scope = isDesk ? deskScope(communityId) : technicianScope(communityId, staff)
      const { search: text, cursor } = input
      return pageView(await search(scope, { text, communityIds: [communityId], cursor }))
    }
    const list = isDesk ? deskList(communityId, tab) : technicianList(communityId, staff, tab)
    return pageView(await readPage(list, input.cursor))
  },
})
