import { defineAction, type ActionContext } from '../../shared/call/action'
import type { Resident } from '../../shared/people/people'
import { ListMineInput } from '../inputs'
import type { OwnerTab } from '../limits'
import { frozenAt } from '../rules/frozen'
import { readPage, readWhole, search, type Rows } from '../store/lists'
import { pageView, rowView } from '../present/order'
import { scopeOfHomes } from '../store/household'
import { frozenFor } from '../store/orders'
import { ownerList, withFormer } from '../store/tabs'
import type { RepairPage } from '../views'

/** Where orders of a former home stand: nobody has to act on them. */
const SHOWS_FORMER: readonly OwnerTab[] = ['all', 'closed']

type Asked = Pick<ActionContext, 'caller'> & { homes: readonly Resident[]; tab: OwnerTab; cursor?: string }

/** Orders of the homes, and the person's own of homes that were, as they stood then. */
async function readWithFormer({ caller, homes, tab, cursor }: Asked): Promise<RepairPage> {
  const { rows, next } = await readWhole(withFormer(caller, homes, tab), cursor)
  return {
    rows: rows.map(order => {
      const until = frozenFor(caller, order)
      return rowView(until ? frozenAt(order, until) : order)
    }),
    next,
  }
}

const NOTHING: Rows = { rows: [], next: null }

/** Orders of the caller's rooms, newest first. */
export const listMine = defineAction({
  kind: 'read',
  permission: 'repair.look',
  input: ListMineInput,
  async run({ input, caller }) {
    const { search: text, cursor, roomId, tab } = input
    const homes = roomId === undefined ? caller.homes() : [caller.home(roomId)]
    const isAll = roomId === undefined && !text.trim() && SHOWS_FORMER.includes(tab)
    if (isAll && caller.formerTies().length) return readWithFormer({ caller, homes, tab, cursor })
    if (!homes.length) return pageView(NOTHING)
    const communityIds = homes.map(home => home.communityId)
    const found = text.trim()
      ? await search(scopeOfHomes(homes), { text, communityIds, cursor })
      : await readPage(ownerList(homes, tab), cursor)
    return pageView(found)
  },
})
