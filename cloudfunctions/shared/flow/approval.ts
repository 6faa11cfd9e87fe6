import * as z from 'zod'
import { AppError, badField } from '../call/errors'
import { defineMachine } from './machine'

// Approval of what somebody has written: announcements, waivers, refunds, plans. One or more levels decide in their order;
// nobody decides their own, and nobody decides two levels of what was submitted. Pure.

export const APPROVAL_STATUSES = ['draft', 'submitted', 'sentBack', 'approved', 'withdrawn'] as const
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number]

export type ApprovalStep = 'submit' | 'approve' | 'sendBack' | 'withdraw'

const ApprovalEntry = z.object({
  step: z.enum(['submit', 'approve', 'sendBack', 'withdraw']),
  by: z.object({ personId: z.string(), name: z.string() }),
  /** the office somebody decided in; null for what the author does */
  level: z.string().nullable(),
  /** why it was sent back or withdrawn, or a remark to an approval; may be "" */
  reason: z.string(),
  at: z.date(),
})
export type ApprovalEntry = z.infer<typeof ApprovalEntry>

/** The part of a document that tells how far its approval is. The history only grows. */
export const Approval = z.object({
  status: z.enum(APPROVAL_STATUSES),
  authorId: z.string(),
  history: z.array(ApprovalEntry),
})
export type Approval = z.infer<typeof Approval>

/** Who asks. `levels` are the offices this person may decide in, by their posts there. */
export interface ApprovalAsker<Level extends string> {
  personId: string
  name: string
  levels: readonly Level[]
}

/** After so many steps it is a dispute that needs a talk: decided once more, but not submitted again. */
const MAX_HISTORY = 100

export const newApproval = (authorId: string): Approval => ({ status: 'draft', authorId, history: [] })

/** What was decided since it was last submitted: after a change every level looks again. */
function decisionsOf({ history }: Approval): ApprovalEntry[] {
  const submitted = history.findLastIndex(({ step }) => step === 'submit')
  return history.slice(submitted + 1).filter(({ step }) => step === 'approve')
}

type Side = 'author' | 'level'

interface Kinds {
  status: ApprovalStatus
  step: ApprovalStep
  side: Side
  document: Approval
  asker: { sides: readonly Side[]; hasDecided: boolean }
}

const STATUS_WORDS: Record<ApprovalStatus, string> = {
  draft: '还没提交',
  submitted: '正在审批',
  sentBack: '已经退回',
  approved: '已经通过',
  withdrawn: '已经撤回',
}

const isRoomLeft = ({ history }: Approval): AppError | null =>
  history.length < MAX_HISTORY ? null : new AppError('TOO_MANY', '来回次数太多了，请当面商量后重新起草')

const isFirstTime = (_approval: Approval, { hasDecided }: Kinds['asker']): AppError | null =>
  hasDecided ? new AppError('FORBIDDEN', '这一轮您已经审过，要由另一位同事审下一级') : null

/** `approve` leads to `approved` at the last level only; before, it stays submitted. */
export const approvalSteps = defineMachine<Kinds>({
  transitions: {
    draft: { submit: 'submitted', withdraw: 'withdrawn' },
    submitted: { approve: 'approved', sendBack: 'sentBack', withdraw: 'withdrawn' },
    sentBack: { submit: 'submitted', withdraw: 'withdrawn' },
    approved: {},
    withdrawn: {},
  },
  takers: { submit: ['author'], withdraw: ['author'], approve: ['level'], sendBack: ['level'] },
  guards: { submit: isRoomLeft, approve: isFirstTime, sendBack: isFirstTime },
  refusals: {
    wrongStatus: status => `这份内容${STATUS_WORDS[status]}，请刷新看看`,
    forbidden: step =>
      step === 'submit' || step === 'withdraw'
        ? '只有起草的人能提交和撤回'
        : '现在不能由您审批：自己起草的要由同事审，其他的要等轮到您这一级',
  },
})

/** `level` is the one whose turn it is; whoever may decide in some office hears that none is, rather than FORBIDDEN. */
function sidesOf({ authorId }: Approval, asker: ApprovalAsker<string>, level: string | null): Side[] {
  if (asker.personId === authorId) return ['author']
  const hasTurn = level === null ? asker.levels.length > 0 : asker.levels.includes(level)
  return hasTurn ? ['level'] : []
}

export interface Approving<Level extends string> {
  asker: ApprovalAsker<Level>
  reason?: string
  at: Date
}

/**
 * An approval by these levels, in this order: `defineApproval(['supervisor', 'manager'])`. A later change of the list
 * counts for what is not approved yet.
 */
export function defineApproval<const Level extends string>(levels: readonly [Level, ...Level[]]) {
  /** The level whose turn it is; null when none is. */
  function levelOf(approval: Approval): Level | null {
    if (approval.status !== 'submitted') return null
    return levels[decisionsOf(approval).length] ?? levels.at(-1)!
  }

  const askerOf = (approval: Approval, asker: ApprovalAsker<Level>): Kinds['asker'] => ({
    sides: sidesOf(approval, asker, levelOf(approval)),
    hasDecided: decisionsOf(approval).some(({ by }) => by.personId === asker.personId),
  })

  return {
    levelOf,

    /**
     * The approval after a step, with the step in its history.
     * @throws FORBIDDEN, WRONG_STATUS, TOO_MANY, or BAD_INPUT when it is sent back without a reason
     */
    take(approval: Approval, step: ApprovalStep, { asker, reason = '', at }: Approving<Level>): Approval {
      const { status, side } = approvalSteps.decide(approval, step, askerOf(approval, asker))
      if (step === 'sendBack' && !reason.trim()) throw badField('reason', '请写明退回的原因')
      const level = side === 'level' ? levelOf(approval) : null
      const isBetween = step === 'approve' && decisionsOf(approval).length + 1 < levels.length
      const by = { personId: asker.personId, name: asker.name }
      return {
        ...approval,
        status: isBetween ? 'submitted' : status,
        history: [...approval.history, { step, by, level, reason: reason.trim(), at }],
      }
    },

    /** What `take` lets this person do now. */
    choices: (approval: Approval, asker: ApprovalAsker<Level>): ApprovalStep[] =>
      approvalSteps.choices(approval, askerOf(approval, asker)),
  }
}
