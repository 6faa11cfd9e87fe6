import type { Repair } from '../../cloudfunctions/repair/schema'
import { db } from '../../cloudfunctions/shared/cloud'
import { stored } from './support'

/** Copies of an order straight into the database, as many at once as the SDK takes. */
export async function addOrders(
  modelId: string,
  count: number,
  patch: (at: number) => Partial<Repair>,
): Promise<void> {
  const model = { ...(await stored(modelId)), outbox: [], outboxAt: null, timeline: [] }
  const copy = (at: number) => ({
    ...model,
    _id: `${modelId}_${String(at).padStart(6, '0')}`,
    number: `WX20261001${String(at).padStart(5, '0')}`,
    numberDate: '2026-10-01',
    sequence: at,
    ...patch(at),
  })
  const BATCH = 50
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from)
    await db.collection('repairs').add({ data: Array.from({ length: size }, (_, at) => copy(from + at)) })
  }
}
