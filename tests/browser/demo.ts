import type { RepairRow } from '../../cloudfunctions/repair/views'
import { demoPerson } from '../../tools/demo/person'
import { openStage, type Stage } from './people'

/** A stage with a copy of the demo community on it: roster, residents, and orders in several states. */
export const openDemo = (): Promise<Stage> => openStage({ dataFrom: process.env.HEJU_TEST_DEMO })

/** Somebody's orders, newest first. */
export async function ordersOf({ cloud }: Stage, openid: string): Promise<RepairRow[]> {
  const { rows } = await demoPerson(cloud.origin, openid).call<{ rows: RepairRow[] }>(
    'repair',
    'listMine',
    {},
  )
  return rows
}

export async function orderIn(stage: Stage, openid: string, status: RepairRow['status']): Promise<RepairRow> {
  const order = (await ordersOf(stage, openid)).find(row => row.status === status)
  if (!order) throw new Error(`the demo has no order of ${openid} that is ${status}`)
  return order
}
