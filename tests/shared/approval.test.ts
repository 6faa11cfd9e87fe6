import fc from 'fast-check'
import { AppError } from '../../cloudfunctions/shared/call/errors'
import {
  Approval,
  approvalSteps,
  defineApproval,
  newApproval,
  type ApprovalStep,
} from '../../cloudfunctions/shared/flow/approval'
import { faultsOf } from '../support/machine-laws'

const LEVELS = ['supervisor', 'manager'] as const
type Level = (typeof LEVELS)[number]
const { take, choices, levelOf } = defineApproval(LEVELS)

const AT = new Date('2026-11-23T02:00:00Z')
const person = (personId: string, ...levels: Level[]) => ({ personId, name: personId.toUpperCase(), levels })
const AUTHOR = person('author')
const SUPERVISOR = person('sun', 'supervisor')
const MANAGER = person('ma', 'manager')
/** in both offices */
const BOTH = person('both', 'supervisor', 'manager')

type Move = [step: ApprovalStep, asker: typeof BOTH, reason?: string]
const after = (...moves: Move[]): Approval =>
  moves.reduce(
    (state, [step, asker, reason]) => take(state, step, { asker, reason, at: AT }),
    newApproval('author'),
  )

test('each level in its turn, and the last one approves', () => {
  const submitted = after(['submit', AUTHOR])
  expect([submitted.status, levelOf(submitted)]).toEqual(['submitted', 'supervisor'])
  const first = take(submitted, 'approve', { asker: SUPERVISOR, at: AT })
  expect([first.status, levelOf(first)]).toEqual(['submitted', 'manager'])
  const done = take(first, 'approve', { asker: MANAGER, reason: ' 同意 ', at: AT })
  expect([done.status, levelOf(done)]).toEqual(['approved', null])
  expect(done.history.map(({ step, by, level, reason }) => [step, by.name, level, reason])).toEqual([
    ['submit', 'AUTHOR', null, ''],
    ['approve', 'SUN', 'supervisor', ''],
    ['approve', 'MA', 'manager', '同意'],
  ])
  expect(Approval.parse(done)).toEqual(done)
})

test('what is sent back with a reason is submitted again, and every level looks again', () => {
  const again = after(
    ['submit', AUTHOR],
    ['approve', BOTH],
    ['sendBack', MANAGER, '金额不对'],
    ['submit', AUTHOR],
  )
  expect([again.status, levelOf(again)]).toEqual(['submitted', 'supervisor'])
  // in the new round the same person may decide another level
  expect(
    choices(
      after(
        ['submit', AUTHOR],
        ['approve', BOTH],
        ['sendBack', MANAGER, '改'],
        ['submit', AUTHOR],
        ['approve', SUPERVISOR],
      ),
      BOTH,
    ),
  ).toEqual(['approve', 'sendBack'])
})

test('one level alone is enough where one is declared', () => {
  const single = defineApproval(['manager'])
  const submitted = single.take(newApproval('author'), 'submit', { asker: { ...AUTHOR, levels: [] }, at: AT })
  const manager = { ...MANAGER, levels: ['manager' as const] }
  expect(single.take(submitted, 'approve', { asker: manager, at: AT }).status).toBe('approved')
  // @ts-expect-error no such level
  single.choices(submitted, { ...MANAGER, levels: ['boss'] })
})

test.each<[string, Move[], Move, string, string]>([
  [
    'nobody decides their own',
    [['submit', person('author', 'supervisor')]],
    ['approve', person('author', 'supervisor')],
    'FORBIDDEN',
    '自己起草的要由同事审',
  ],
  [
    'nor sends it back',
    [['submit', AUTHOR]],
    ['sendBack', person('author', 'supervisor'), '改'],
    'FORBIDDEN',
    '自己起草的要由同事审',
  ],
  [
    'nobody decides two levels',
    [
      ['submit', AUTHOR],
      ['approve', BOTH],
    ],
    ['approve', BOTH],
    'FORBIDDEN',
    '这一轮您已经审过',
  ],
  [
    'nobody decides before their turn',
    [['submit', AUTHOR]],
    ['approve', MANAGER],
    'FORBIDDEN',
    '要等轮到您这一级',
  ],
  ['nobody decides what is not submitted', [], ['approve', SUPERVISOR], 'WRONG_STATUS', '还没提交'],
  [
    'nor what is decided',
    [
      ['submit', AUTHOR],
      ['approve', SUPERVISOR],
      ['approve', MANAGER],
    ],
    ['sendBack', MANAGER, '改'],
    'WRONG_STATUS',
    '已经通过',
  ],
  [
    'nor what is withdrawn',
    [
      ['submit', AUTHOR],
      ['withdraw', AUTHOR],
    ],
    ['approve', SUPERVISOR],
    'WRONG_STATUS',
    '已经撤回',
  ],
  [
    'sending back needs a reason',
    [['submit', AUTHOR]],
    ['sendBack', SUPERVISOR, '  '],
    'BAD_INPUT',
    '请写明退回的原因',
  ],
  ['only the author submits', [], ['submit', MANAGER], 'FORBIDDEN', '只有起草的人'],
  ['only the author withdraws', [['submit', AUTHOR]], ['withdraw', SUPERVISOR], 'FORBIDDEN', '只有起草的人'],
  ['nothing is submitted twice', [['submit', AUTHOR]], ['submit', AUTHOR], 'WRONG_STATUS', '正在审批'],
])('%s', (_, moves, [step, asker, reason], code, message) => {
  const state = after(...moves)
  const before = structuredClone(state)
  expect(() => take(state, step, { asker, reason, at: AT })).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  )
  expect(state).toEqual(before)
})

test('a dispute without end is decided, and not submitted once more', () => {
  const rounds: Move[] = Array.from({ length: 49 }, (): Move[] => [
    ['submit', AUTHOR],
    ['sendBack', SUPERVISOR, '改'],
  ]).flat()
  const last = after(...rounds, ['submit', AUTHOR])
  expect(choices(last, SUPERVISOR)).toEqual(['approve', 'sendBack'])
  const sentBack = take(last, 'sendBack', { asker: SUPERVISOR, reason: '改', at: AT })
  expect(() => take(sentBack, 'submit', { asker: AUTHOR, at: AT })).toThrow('请当面商量')
  expect(choices(sentBack, AUTHOR)).toEqual(['withdraw'])
})

test('the table is sound', () => {
  expect(faultsOf(approvalSteps, { starts: ['draft'], ends: ['approved', 'withdrawn'] })).toEqual([])
})

const PEOPLE = [person('author', 'supervisor', 'manager'), SUPERVISOR, MANAGER, BOTH, person('other')]
const moves = fc.array(
  fc.record({
    asker: fc.constantFrom(...PEOPLE),
    step: fc.constantFrom<ApprovalStep>('submit', 'approve', 'approve', 'sendBack', 'withdraw'),
  }),
  { maxLength: 60 },
)

/** The state after each move that was taken; refused ones leave it as it is. */
const walk = (steps: { asker: typeof BOTH; step: ApprovalStep }[]) =>
  steps.reduce<Approval[]>(
    (states, { asker, step }) => {
      const state = states.at(-1)!
      const isOffered = choices(state, asker).includes(step)
      try {
        const next = take(state, step, { asker, reason: '改', at: AT })
        expect(isOffered).toBe(true)
        return [...states, next]
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(isOffered).toBe(false)
        return states
      }
    },
    [newApproval('author')],
  )

describe('laws, whoever tries what', () => {
  test('what is offered is what is taken; history only grows; what is approved has been through every level', () => {
    fc.assert(
      fc.property(moves, steps => {
        const states = walk(steps)
        states.slice(1).forEach((state, index) => {
          expect(state.history.slice(0, -1)).toEqual(states[index]!.history)
        })
        for (const { status, history } of states) {
          const round = history.slice(history.map(({ step }) => step).lastIndexOf('submit') + 1)
          const approvals = round.filter(({ step }) => step === 'approve')
          const deciders = round.filter(({ level }) => level !== null).map(({ by }) => by.personId)
          expect(new Set(deciders).size).toBe(deciders.length)
          expect(deciders).not.toContain('author')
          expect(approvals.map(({ level }) => level)).toEqual(LEVELS.slice(0, approvals.length))
          expect(status === 'approved').toBe(approvals.length === LEVELS.length)
        }
      }),
    )
  })
})
