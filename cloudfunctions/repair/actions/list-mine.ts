import { defineAction } from '../../shared/call/action'
import { ListMineInput } from '../inputs'
import { readPage, search } from '../store/lists'
import { pageView } from '../present/order'
import { scopeOfHomes } from '../store/household'
import { ownerList } from '../store/tabs'

/** Orders of the caller's rooms, newest first. */
export const listMine = defineAction({
  kind: 'read',
  permission: 'repair.household',
  input: ListMineInput,
  async run({ input, caller }) {
    const homes = input.roomId === undefined ? caller.homes() : [caller.home(input.roomId)]
    const { search: text, cursor } = input
    const communityIds = homes.map(home => home.communityId)
    const found = text.trim()
      ? await search(scopeOfHomes(homes), { text, communityIds, cursor })
      : await readPage(ownerList(homes, input.tab), cursor)
    return pageView(found)
  },
})
