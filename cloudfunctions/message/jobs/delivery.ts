import { later, MINUTE_MS } from '../../shared/time/calendar'
import { command, db, sendSubscribeMessage } from '../../shared/cloud'
import { config } from '../../shared/config'
import { eachSafely } from '../../shared/jobs/each-safely'
import { Message } from '../schema'
import { clearQuota, takeQuota } from '../store/subscriptions'

const BATCH = 20
/** The other jobs need their part of the minute too. */
const WORK_MS = 20_000
const MAX_TRIES = 5

/** WeChat's way of saying "not subscribed any more"; normal, and never tried again. */
const NOT_SUBSCRIBED = 43101

/** A wrong template, page or field stays wrong: trying again only hides it (platform facts 4). */
const PERMANENT = new Set([40003, 40037, 41030, 43107, 47003])

/**
 * No answer, or one that does not say what was done: the message may have arrived. A second one would be worse than
 * none, because the inbox has it anyway (platform facts 2.4).
 */
const UNANSWERED = new Set([-1, -501002, -601008, -604102])

const isFinal = (errCode: number): boolean => PERMANENT.has(errCode) || UNANSWERED.has(errCode)

const messages = () => db.collection('messages')

/** Exactly one run gets the row; a run that dies afterwards leaves it `sending`, which is never sent again. */
async function claim(message: Message): Promise<boolean> {
  const { stats } = await messages()
    .where({ _id: message._id, delivery: 'waiting', tries: message.tries })
    .update({ data: { delivery: 'sending', tries: command.inc(1) } })
  return stats.updated === 1
}

type Outcome = Pick<Message, 'delivery' | 'errCode' | 'nextTryAt'>

/** Pure: what a reply of WeChat means for the row. Pauses double: 1, 2, 4, 8 minutes. */
export function outcomeOf(errCode: number, tries: number, now: Date): Outcome {
  const done = { errCode, nextTryAt: now }
  if (errCode === 0) return { ...done, delivery: 'sent' }
  if (errCode === NOT_SUBSCRIBED) return { ...done, delivery: 'unsubscribed' }
  if (isFinal(errCode) || tries >= MAX_TRIES) return { ...done, delivery: 'failed' }
  return { errCode, delivery: 'waiting', nextTryAt: later(now, MINUTE_MS * 2 ** (tries - 1)) }
}

async function send(message: Message, templateId: string): Promise<number> {
  const data = Object.fromEntries(Object.entries(message.fields).map(([key, value]) => [key, { value }]))
  const { errCode } = await sendSubscribeMessage({
    openid: message.openid,
    templateId,
    page: message.page,
    data,
  })
  return errCode
}

async function deliver(message: Message, now: Date): Promise<void> {
  const templateId = config().TEMPLATES[message.topic]
  if (!(await claim(message))) return
  const canSend =
    templateId !== undefined && (message.tries > 0 || (await takeQuota(message.personId, message.topic)))
  const errCode = canSend ? await send(message, templateId) : NOT_SUBSCRIBED
  if (canSend && errCode === NOT_SUBSCRIBED) await clearQuota(message.personId, message.topic)
  await messages()
    .where({ _id: message._id, delivery: 'sending' })
    .update({ data: outcomeOf(errCode, message.tries + 1, now) })
}

/** @returns how many waited, and how many of those got an outcome */
async function deliverBatch(now: Date): Promise<{ found: number; done: number }> {
  const { data } = await messages()
    .where({ delivery: 'waiting', nextTryAt: command.lte(now) })
    .orderBy('nextTryAt', 'asc')
    .limit(BATCH)
    .get()
  const done = await eachSafely('deliverMessages', data, row => deliver(Message.parse(row), now))
  return { found: data.length, done }
}

/**
 * Job: hands waiting rows to WeChat, oldest first, for as long as one minute's run may take. The quota is spent at the
 * first try only.
 */
export async function deliverWaiting(now: Date): Promise<number> {
  const stopAt = performance.now() + WORK_MS
  for (let total = 0; ;) {
    const { found, done } = await deliverBatch(now)
    total += done
    if (found < BATCH || done === 0 || performance.now() > stopAt) return total
  }
}
