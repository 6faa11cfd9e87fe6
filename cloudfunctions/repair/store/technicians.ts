import * as z from 'zod'
import { command } from '../../shared/cloud'
import { staff } from '../../shared/people/collections'
import { aggregate } from '../../shared/store/aggregate'
import { upToDate } from '../../shared/store/collection'
import { repairs } from '../collections'
import type { Technicians } from '../rules/assigning'

/** Technicians of one community; also the limit of the query. */
const MAX_TECHNICIANS = 100

const Joined = z.looseObject({ load: z.int() })

/** The active technicians of a community, each with the open orders in hand, in whichever community: one trip. */
export async function loadTechnicians(communityId: string): Promise<Technicians> {
  const works = {
    'posts.communityId': communityId,
    posts: command.elemMatch({ communityId, roles: 'technician' }),
    isActive: true,
  }
  const found = await aggregate(
    staff,
    stages =>
      stages
        .match(works)
        .limit(MAX_TECHNICIANS)
        .lookup({ from: repairs.name, localField: '_id', foreignField: 'loadOf', as: 'open' })
        .addFields({ load: command.aggregate.size('$open') })
        .project({ open: 0 }),
    Joined,
  )
  return found.map(({ load, ...row }) => ({ staff: staff.schema.parse(upToDate(staff, row)), load }))
}
