import fc from 'fast-check'
import { AppError } from '../../cloudfunctions/shared/call/errors'
import { defineMachine, type Declaration } from '../../cloudfunctions/shared/flow/machine'
import { faultsOf, unequalChoices } from '../support/machine-laws'

/** A door: whoever is inside opens and shuts it, whoever has the key locks it when it is shut. */
interface Door {
  status: 'open' | 'shut' | 'locked'
  step: 'open' | 'shut' | 'lock' | 'unlock' | 'knock' | 'slam'
  side: 'inside' | 'outside'
  document: { status: 'open' | 'shut' | 'locked'; hasKey: boolean }
  asker: { sides: readonly ('inside' | 'outside')[] }
}

const DOOR: Declaration<Door> = {
  transitions: {
    open: { shut: 'shut', slam: 'shut' },
    shut: { open: 'open', lock: 'locked', knock: 'shut' },
    locked: { unlock: 'shut', knock: 'locked' },
  },
  takers: {
    open: ['inside', 'outside'],
    shut: ['inside', 'outside'],
    lock: ['inside', 'outside'],
    unlock: ['inside', 'outside'],
    knock: ['outside'],
    slam: [],
  },
  fewerTakers: { locked: { unlock: ['inside'] } },
  guards: { lock: ({ hasKey }) => (hasKey ? null : new AppError('TOO_MANY', '没有钥匙')) },
  refusals: { wrongStatus: (status, step) => `${status}: ${step}`, forbidden: step => `not yours: ${step}` },
}
const door = defineMachine<Door>(DOOR)
const inside = { sides: ['inside' as const] }
const outside = { sides: ['outside' as const] }
const is = (status: Door['status'], hasKey = true) => ({ status, hasKey })

test('a step leads on and says on which side it was taken', () => {
  expect(door.decide(is('shut'), 'open', outside)).toEqual({ status: 'open', side: 'outside' })
  expect(door.decide(is('locked'), 'unlock', { sides: ['outside', 'inside'] }).side).toBe('inside')
  expect(door.transition('open', 'slam')).toBe('shut')
})

test.each([
  ['nobody of that side ever may', is('shut'), 'knock', inside, 'FORBIDDEN', 'not yours: knock'],
  ['not from here', is('open'), 'lock', inside, 'WRONG_STATUS', 'open: lock'],
  ['fewer may here', is('locked'), 'unlock', outside, 'WRONG_STATUS', 'locked: unlock'],
  ['what only the system does', is('open'), 'slam', inside, 'FORBIDDEN', 'not yours: slam'],
  ['the guard says no', is('shut', false), 'lock', inside, 'TOO_MANY', '没有钥匙'],
  ['who has no side', is('shut'), 'open', { sides: [] }, 'FORBIDDEN', 'not yours: open'],
] as const)('%s', (_, document, step, asker, code, message) => {
  expect(() => door.decide(document, step, asker)).toThrow(expect.objectContaining({ code, message }))
  expect(door.choices(document, asker)).not.toContain(step)
})

test('what is not in the table cannot be misspelt into it', () => {
  // @ts-expect-error no such step
  expect(() => door.transition('open', 'paint')).toThrow(AppError)
  // @ts-expect-error no such side
  door.choices(is('open'), { sides: ['above'] })
  // @ts-expect-error no such status in a row
  const row: Declaration<Door>['transitions']['open'] = { shut: 'ajar' }
  // @ts-expect-error every step says who takes it
  const takers: Declaration<Door>['takers'] = { ...row, open: [], shut: [], lock: [], unlock: [] }
  expect(takers).toBeDefined()
})

test('law: choices are the steps that are decided, whoever asks', () => {
  const doors = fc.record({ status: fc.constantFrom(...door.statuses), hasKey: fc.boolean() })
  const askers = fc.record({ sides: fc.subarray(['inside', 'outside'] as const) })
  fc.assert(
    fc.property(doors, askers, (document, asker) => {
      expect(unequalChoices(door, document, asker)).toEqual([])
    }),
  )
})

const SOUND = { starts: ['shut' as const], ends: ['locked' as const], system: ['slam' as const] }

test('a sound table has no faults', () => expect(faultsOf(door, SOUND)).toEqual([]))

test.each([
  [
    'a status nothing leads to',
    { transitions: { ...DOOR.transitions, open: {}, shut: { lock: 'locked' } } },
    'open is never reached',
  ],
  ['a status without a way out', { transitions: { ...DOOR.transitions, open: {} } }, 'open leads to no end'],
  [
    'a step that is possible nowhere',
    { transitions: { ...DOOR.transitions, open: { slam: 'shut' } } },
    'shut is possible nowhere',
  ],
  ['a step nobody takes', { takers: { ...DOOR.takers, lock: [] } }, 'lock has no taker'],
  [
    'an exception without effect',
    { fewerTakers: { open: { lock: ['inside'] } } },
    'fewerTakers of open lock change nothing',
  ],
  [
    'an exception for more',
    { fewerTakers: { shut: { knock: ['inside', 'outside'] } } },
    'fewerTakers of shut knock change nothing',
  ],
] satisfies [string, Partial<Declaration<Door>>, string][])('%s is found', (_, broken, fault) => {
  const machine = defineMachine<Door>({ ...DOOR, ...broken })
  expect(faultsOf(machine, SOUND)).toContain(fault)
})
