import { command, db, isDuplicate } from '../../shared/cloud'
import { subscriptionId } from '../schema'

/** A person can collect this many messages in advance; more taps do not help a broken client. */
const MAX_QUOTA = 50

const subscriptions = () => db.collection('subscriptions')

export async function addQuota(personId: string, topic: string): Promise<void> {
  const _id = subscriptionId(personId, topic)
  try {
    await subscriptions().add({ data: { _id, personId, topic, quota: 1 } })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await subscriptions()
      .where({ _id, quota: command.lt(MAX_QUOTA) })
      .update({ data: { quota: command.inc(1) } })
  }
}

/** Spends one; a conditional update, so two deliveries cannot spend the same. */
export async function takeQuota(personId: string, topic: string): Promise<boolean> {
  const { stats } = await subscriptions()
    .where({ _id: subscriptionId(personId, topic), quota: command.gt(0) })
    .update({ data: { quota: command.inc(-1) } })
  return stats.updated === 1
}

/** WeChat says none is left (43101): our ledger was wrong. */
export async function clearQuota(personId: string, topic: string): Promise<void> {
  await subscriptions()
    .where({ _id: subscriptionId(personId, topic) })
    .update({ data: { quota: 0 } })
}
