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
    const found = input.search.trim()
      ? await search(scopeOfHomes(homes), input.search)
      : await readPage(ownerList(homes, input.tab), input.cursor)
    return pageView(found)
  },
})
