import fc from 'fast-check'
import {
  choicesOf,
  decide,
  orderSteps,
  transition,
  type Side,
  type Step,
} from '../../cloudfunctions/repair/rules/steps'
import type { Repair } from '../../cloudfunctions/repair/schema'
import { STATUSES, type Status } from '../../cloudfunctions/repair/limits'
import { STATUS_NAMES } from '../../cloudfunctions/repair/words'
import { AppError } from '../../cloudfunctions/shared/call/errors'
import { faultsOf, unequalChoices } from '../support/machine-laws'

const { steps: STEPS } = orderSteps
const { transitions: TRANSITIONS, takers: TAKERS, fewerTakers: FEWER_TAKERS } = orderSteps.declaration
const NOW = new Date('2026-11-23T02:00:00Z')

// Written out again by hand, from REQ-5 to REQ-9: the table of the product has to agree with it.
const ALLOWED = `
  pending assign assigned | pending accept accepted | pending cancel cancelled
  assigned assign assigned | assigned accept accepted | assigned handBack pending | assigned nudge assigned
  assigned cancel cancelled
  accepted assign assigned | accepted handBack pending | accepted proposeTime accepted
  accepted answerTime accepted | accepted arrive working | accepted note accepted | accepted nudge accepted
  accepted cancel cancelled
  working assign assigned | working note working | working nudge working | working finish finished
  working cancel cancelled
  finished confirm confirmed | finished lapse confirmed | finished requestRework pending | finished rate rated
  confirmed rate rated | confirmed requestRework pending
  rated requestRework pending`
  .split(/[|\n]/)
  .map(line => line.trim())
  .filter(Boolean)

const every = STATUSES.flatMap(status => STEPS.map(step => [status, step] as const))

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return (error as AppError).code
  }
}

test.each(every)('%s → %s', (status, step) => {
  const row = ALLOWED.find(line => line.startsWith(`${status} ${step} `))
  if (row) expect(transition(status, step)).toBe(row.split(' ')[2])
  else {
    expect(() => transition(status, step)).toThrow(AppError)
    expect(() => transition(status, step)).toThrow(`工单现在是“${STATUS_NAMES[status]}”，不能`)
  }
})

test('the table has nothing besides the list above', () => {
  const listed = STATUSES.flatMap(status =>
    Object.entries(TRANSITIONS[status]).map(([step, to]) => `${status} ${step} ${to}`),
  )
  expect(listed.sort()).toEqual([...ALLOWED].sort())
})

/** As much of an order as decisions look at. */
const orderWith = (patch: Partial<Repair>): Repair =>
  ({ timeline: [], proposal: null, nudgedAt: null, finishedAt: NOW, ...patch }) as unknown as Repair

const asSide = (side: Side) => ({ sides: [side], now: NOW })
const SIDES: Side[] = ['household', 'technician', 'dispatcher']

test.each(every)('%s, %s: exactly the sides of the table may', (status, step) => {
  const proposal = { by: 'resident', startAt: NOW, endAt: NOW, reason: '', at: NOW } as const
  for (const side of SIDES) {
    const order = orderWith({ status, proposal: step === 'answerTime' ? proposal : null })
    const isTaker = TAKERS[step].includes(side)
    const isFewer = FEWER_TAKERS?.[status]?.[step]?.includes(side) ?? true
    const isOwnProposal = step === 'answerTime' && side === 'household'
    const isFine = isTaker && isFewer && TRANSITIONS[status][step] !== undefined && !isOwnProposal
    const code = codeOf(() => decide(order, step, asSide(side)))
    expect([side, code]).toEqual([side, isFine ? 'ok' : isTaker ? 'WRONG_STATUS' : 'FORBIDDEN'])
  }
})

test('what is offered is what is decided, for every status, side and step', () => {
  for (const status of STATUSES) {
    for (const side of SIDES) {
      const order = orderWith({ status })
      expect(unequalChoices(orderSteps, order, asSide(side))).toEqual([])
      expect(choicesOf(order, asSide(side))).toEqual(orderSteps.choices(order, asSide(side)))
    }
  }
})

test('a resident cannot stop a job that has begun, the desk can', () => {
  const order = orderWith({ status: 'working' })
  expect(() => decide(order, 'cancel', asSide('household'))).toThrow('师傅到场后要取消，请打服务台电话')
  expect(decide(order, 'cancel', asSide('dispatcher'))).toEqual({ status: 'cancelled', side: 'dispatcher' })
})

test('a reminder waits ten minutes after the last, and says until when', () => {
  const order = orderWith({ status: 'assigned', nudgedAt: new Date('2026-11-23T01:55:00Z') })
  const at = (time: string) => ({ sides: ['dispatcher' as const], now: new Date(time) })
  expect(() => decide(order, 'nudge', at('2026-11-23T02:04:59Z'))).toThrow('刚催过，10:05 后可以再催')
  expect(decide(order, 'nudge', at('2026-11-23T02:05:00Z')).status).toBe('assigned')
})

test('a rework can be asked for until seven days after completion', () => {
  const order = orderWith({ status: 'rated', finishedAt: new Date('2026-11-16T02:00:00Z') })
  const at = (time: string) => ({ sides: ['household' as const], now: new Date(time) })
  expect(decide(order, 'requestRework', at('2026-11-23T02:00:00Z')).status).toBe('pending')
  expect(() => decide(order, 'requestRework', at('2026-11-23T02:00:01Z'))).toThrow('完工超过 7 天')
})

test('whoever gets a proposal answers it before making another', () => {
  const order = orderWith({
    status: 'accepted',
    proposal: { by: 'technician', startAt: NOW, endAt: NOW, reason: '缺配件', at: NOW },
  })
  expect(() => decide(order, 'proposeTime', asSide('household'))).toThrow('请先答复')
  expect(decide(order, 'proposeTime', asSide('technician')).side).toBe('technician')
  expect(() => decide(order, 'answerTime', asSide('technician'))).toThrow('对方还没答复')
  expect(decide(order, 'answerTime', asSide('household')).side).toBe('household')
})

test('a history of 200 lines takes no more notes', () => {
  const timeline = Array.from({ length: 200 }, () => ({})) as Repair['timeline']
  expect(codeOf(() => decide(orderWith({ status: 'working', timeline }), 'note', asSide('technician')))).toBe(
    'TOO_MANY',
  )
})

// A walk as the system makes it: a waiting order may be given away in the same save.
const walk = (steps: readonly Step[]) => {
  let status: Status = 'pending'
  let reworks = 0
  const seen: Status[] = [status]
  for (const step of steps) {
    const to: Status | undefined = TRANSITIONS[status][step]
    if (!to) continue
    status = to
    seen.push(status)
    if (step === 'requestRework') reworks++
  }
  return { seen, reworks }
}

test('no walk ends outside the statuses; each rework needs a completion of its own', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 200 }), steps => {
      const { seen, reworks } = walk(steps)
      expect(seen.every(status => STATUSES.includes(status))).toBe(true)
      const completions = seen.filter((status, at) => status === 'finished' && seen[at - 1] === 'working')
      expect(reworks).toBeLessThanOrEqual(completions.length)
      seen.forEach((status, at) => {
        if (status === 'working') expect(['accepted', 'working']).toContain(seen[at - 1])
        if (status === 'rated') expect(['finished', 'confirmed']).toContain(seen[at - 1])
        if (seen[at - 1] === 'cancelled') expect(status).toBe('cancelled')
      })
    }),
  )
})

test('every status is reached and can still end, every step is possible and taken by somebody', () => {
  expect(orderSteps.statuses).toEqual(STATUSES)
  expect(
    faultsOf(orderSteps, { starts: ['pending'], ends: ['rated', 'cancelled'], system: ['lapse'] }),
  ).toEqual([])
  expect(faultsOf(orderSteps, { starts: ['pending'], ends: ['rated'], system: ['lapse'] })).toEqual([
    'cancelled leads to no end',
  ])
})
