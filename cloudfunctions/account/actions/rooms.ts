import { defineAction } from '../../shared/call/action'
import { badField } from '../../shared/call/errors'
import { RoomsInput } from '../inputs'
import { blockLabel } from '../../shared/people/place'
import { listChoices, listUnits } from '../store/room-choices'
import type { RoomsView } from '../views'

/** Units of a community (of a building), or the rooms of one unit; `unit: ""` is a building without units. */
export const rooms = defineAction({
  kind: 'read',
  permission: 'account.self',
  input: RoomsInput,
  async run({ input }): Promise<RoomsView> {
    const { communityId, building, unit } = input
    if (unit === undefined) {
      const units = await listUnits(communityId, building)
      return { units: units.map(each => ({ ...each, label: blockLabel(each) })), rooms: [] }
    }
    if (building === undefined) throw badField('building', '还没选楼栋')
    return { units: [], rooms: await listChoices(communityId, { building, unit }) }
  },
})
