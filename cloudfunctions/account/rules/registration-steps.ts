import { defineMachine } from '../../shared/flow/machine'
import type { Resident } from '../../shared/people/people'

// What can happen to an application for a room, and who may do it (ACC-1 to ACC-3).

type Status = Resident['status']
export type Step = 'submit' | 'withdraw' | 'approve' | 'refuse'

/** The desk is whoever may review there, but for their own application: nobody lets themselves into a home. */
export type Side = 'applicant' | 'desk'

interface Kinds {
  status: Status
  step: Step
  side: Side
  document: Pick<Resident, 'status' | 'personId'>
  asker: { sides: readonly Side[] }
}

const NAMES: Record<Status, string> = {
  pending: '正在核对',
  approved: '已经通过',
  refused: '已经退回',
  withdrawn: '已经撤回',
  ended: '已经结束',
}

/** `submit` also starts anew after a refusal, a withdrawal, or the end of an earlier tie. */
export const registrationSteps = defineMachine<Kinds>({
  transitions: {
    pending: { withdraw: 'withdrawn', approve: 'approved', refuse: 'refused' },
    approved: {},
    refused: { submit: 'pending' },
    withdrawn: { submit: 'pending' },
    ended: { submit: 'pending' },
  },
  takers: {
    submit: ['applicant'],
    withdraw: ['applicant'],
    approve: ['desk'],
    refuse: ['desk'],
  },
  refusals: {
    wrongStatus: status => `这份申请${NAMES[status]}，请刷新看看`,
    forbidden: step =>
      step === 'approve' || step === 'refuse'
        ? '这是您自己的申请，要由同事核对'
        : '申请要由本人提交和撤回，请在本人的微信里办',
  },
})

/** On which side somebody stands who may see the application. */
export const sideOn = ({ personId }: Pick<Resident, 'personId'>, viewerId: string): Side =>
  personId === viewerId ? 'applicant' : 'desk'
