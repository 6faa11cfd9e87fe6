import { command, sendSubscribeMessage } from '../cloud'
import { config } from '../config'
import { inParallel } from '../jobs/parallel'
import { succeeds } from '../jobs/each-safely'
import type { Budget } from '../jobs/job'
import { openidsOf } from '../people/persons'
import { table } from '../store/table'
import { later, MINUTE_MS } from '../time/calendar'
import { messages, type Message } from './collections'
import { withGround } from './grounds'
import { clearQuota, takeQuota, withQuota } from './quota'

const BATCH = 100
const SENDS_AT_ONCE = 8
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

const rows = table(messages)

/** Exactly one run gets the row; a run that dies afterwards leaves it `sending`, which is never sent again. */
const claim = async ({ _id, tries }: Message): Promise<boolean> =>
  (await rows.update({ _id, delivery: 'waiting', tries }, { delivery: 'sending', tries: command.inc(1) })) ===
  1

type Outcome = Pick<Message, 'delivery' | 'errCode' | 'nextTryAt'>

/** Pure: what a reply of WeChat means for the row. Pauses double: 1, 2, 4, 8 minutes. */
export function outcomeOf(errCode: number, tries: number, now: Date): Outcome {
  const done = { errCode, nextTryAt: now }
  if (errCode === 0) return { ...done, delivery: 'sent' }
  if (errCode === NOT_SUBSCRIBED) return { ...done, delivery: 'unsubscribed' }
  if (isFinal(errCode) || tries >= MAX_TRIES) return { ...done, delivery: 'failed' }
  return { errCode, delivery: 'waiting', nextTryAt: later(now, MINUTE_MS * 2 ** (tries - 1)) }
}

async function send(message: Message, openid: string, templateId: string): Promise<number> {
  const data = Object.fromEntries(Object.entries(message.fields).map(([key, value]) => [key, { value }]))
  const { errCode } = await sendSubscribeMessage({ openid, templateId, page: message.page, data })
  return errCode
}

/** The quota is spent at the first try only. */
async function deliver(message: Message, openid: string | undefined, now: Date): Promise<void> {
  const templateId = config().TEMPLATES[message.topic]
  if (!(await claim(message))) return
  const { personId, topic, tries } = message
  const canSend = openid && templateId && (tries > 0 || (await takeQuota(personId, topic)))
  const errCode = canSend ? await send(message, openid, templateId) : NOT_SUBSCRIBED
  if (canSend && errCode === NOT_SUBSCRIBED) await clearQuota(personId, topic)
  await rows.update({ _id: message._id, delivery: 'sending' }, outcomeOf(errCode, tries + 1, now))
}

/** Rows nothing is sent for, in one trip. */
async function close(
  many: readonly Message[],
  delivery: 'unsubscribed' | 'withheld',
  now: Date,
): Promise<void> {
  if (!many.length) return
  const filter = { _id: command.in(many.map(({ _id }) => _id)), delivery: 'waiting' }
  const errCode = delivery === 'unsubscribed' ? NOT_SUBSCRIBED : null
  await rows.update(filter, { delivery, errCode, nextTryAt: now })
}

const without = (many: readonly Message[], some: readonly Message[]): Message[] => {
  const ids = new Set(some.map(({ _id }) => _id))
  return many.filter(({ _id }) => !ids.has(_id))
}

/** What is tried again has spent its quota already. */
const agreed = async (many: readonly Message[]): Promise<Message[]> => {
  const first = await withQuota(many.filter(({ tries }) => tries === 0))
  return [...many.filter(({ tries }) => tries > 0), ...first]
}

/**
 * Hands these rows to WeChat: most need no more than the few trips of the batch, because nobody subscribed. When the
 * budget is spent the rest waits for the next run. @returns how many were dealt with
 */
export async function deliverAll(many: readonly Message[], now: Date, budget: Budget): Promise<number> {
  const readable = await withGround(many, now)
  await close(without(many, readable), 'withheld', now)
  const sendable = await agreed(readable.filter(({ topic }) => config().TEMPLATES[topic] !== undefined))
  await close(without(readable, sendable), 'unsubscribed', now)
  const openids = await openidsOf(sendable.map(({ personId }) => personId))
  const results = await inParallel(sendable, SENDS_AT_ONCE, async message => {
    if (budget.isSpent()) return false
    return succeeds('deliverMessages', () => deliver(message, openids.get(message.personId), now))
  })
  return many.length - sendable.length + results.filter(Boolean).length
}

/** Job: hands waiting rows to WeChat, the urgent first and then the oldest, for as long as its budget lasts. */
export async function deliverWaiting(now: Date, budget: Budget): Promise<number> {
  const filter = { delivery: 'waiting', nextTryAt: command.lte(now) }
  const order = [
    ['lane', 'asc'],
    ['nextTryAt', 'asc'],
  ] as const
  for (let total = 0; ;) {
    const batch = await rows.listSound('deliverMessages', { filter, order, limit: BATCH })
    const done = await deliverAll(batch, now, budget)
    total += done
    if (batch.length < BATCH || done === 0 || budget.isSpent()) return total
  }
}
