import { registrationSteps, sideOn } from '../../cloudfunctions/account/rules/registration-steps'
import { RESIDENT_STATUSES } from '../../cloudfunctions/shared/people/people'
import { faultsOf, unequalChoices } from '../support/machine-laws'

// Written out again by hand, from ACC-1 to ACC-3.
test.each([
  ['pending', 'applicant', ['withdraw']],
  ['pending', 'desk', ['approve', 'refuse']],
  ['approved', 'applicant', []],
  ['approved', 'desk', []],
  ['refused', 'applicant', ['submit']],
  ['refused', 'desk', []],
  ['withdrawn', 'applicant', ['submit']],
  ['withdrawn', 'desk', []],
  ['ended', 'applicant', ['submit']],
  ['ended', 'desk', []],
] as const)('%s, %s: %j', (status, side, steps) => {
  const application = { status, personId: 'p' }
  expect(registrationSteps.choices(application, { sides: [side] })).toEqual(steps)
  expect(unequalChoices(registrationSteps, application, { sides: [side] })).toEqual([])
})

test('the table is sound; the end of a tie comes from outside, when somebody moves out', () => {
  expect(registrationSteps.statuses).toEqual(RESIDENT_STATUSES)
  expect(faultsOf(registrationSteps, { starts: ['pending', 'ended'], ends: ['approved'] })).toEqual([])
})

test('nobody decides their own application, in any status', () => {
  const sides = [sideOn({ personId: 'p' }, 'p')]
  for (const status of RESIDENT_STATUSES) {
    const approve = () => registrationSteps.decide({ status, personId: 'p' }, 'approve', { sides })
    expect(approve).toThrow('这是您自己的申请，要由同事核对')
  }
  expect(sideOn({ personId: 'p' }, 'q')).toBe('desk')
})
