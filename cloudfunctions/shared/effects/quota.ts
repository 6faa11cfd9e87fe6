import { command } from '../cloud'
import { counter } from '../store/counter'
import { table } from '../store/table'
import { subscriptions } from './collections'
import type { Topic } from './topics'

/** A person can collect this many messages in advance; more taps do not help a broken client. */
const MAX_QUOTA = 50

const rows = table(subscriptions)
const quota = counter(subscriptions, 'quota')

export const subscriptionId = (personId: string, topic: Topic): string => `${personId}:${topic}`

export async function addQuota(personId: string, topic: Topic): Promise<void> {
  const _id = subscriptionId(personId, topic)
  if (await rows.addOnce({ _id, personId, topic, quota: 1 })) return
  await quota.take(_id, 1, MAX_QUOTA)
}

/** Spends one; two deliveries cannot spend the same. */
export const takeQuota = (personId: string, topic: Topic): Promise<boolean> =>
  quota.give(subscriptionId(personId, topic), 1)

/** WeChat says none is left (43101): our ledger was wrong. */
export async function clearQuota(personId: string, topic: Topic): Promise<void> {
  await rows.update({ _id: subscriptionId(personId, topic) }, { quota: 0 })
}

/** Of many messages those whose person has agreed to another one of the topic; one trip. */
export async function withQuota<Row extends { personId: string; topic: Topic }>(
  many: readonly Row[],
): Promise<Row[]> {
  const ids = [...new Set(many.map(({ personId, topic }) => subscriptionId(personId, topic)))]
  const filter = { _id: command.in(ids), quota: command.gt(0) }
  const found = await rows.list({ filter, order: [], limit: ids.length })
  const open = new Set(found.map(({ _id }) => _id))
  return many.filter(({ personId, topic }) => open.has(subscriptionId(personId, topic)))
}
