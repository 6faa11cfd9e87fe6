import type { ActionTable } from '../../cloudfunctions/shared/call/action'
import { describeTable } from '../../tools/action-tables'
import type { TestCloud } from '../support/cloud'
import { badInput } from './bad-input'
import { effects } from './effects'
import type { Fixtures, Target } from './fixture'
import { callersOf } from './people'
import { refusals } from './refusals'
import { newTarget, subjectOf } from './suite'
import { openTown } from './town'

/** The whole suite for every action of a function, in one town. */
export function everyAction(name: string, actions: ActionTable, fixtures: Fixtures): void {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await openTown()
  })
  afterAll(() => cloud.close())

  // tests/every-action/complete.test.ts names the actions without a fixture
  const known = describeTable(name, actions).filter(({ action }) => fixtures[action])
  describe.each(known)('$action', described => {
    let target: Target = {}
    const fixture = fixtures[described.action]!
    const subject = subjectOf(described, fixture, { cloud: () => cloud, target: () => target })
    beforeAll(async () => {
      target = await newTarget(subject, callersOf(fixture)[0]!)
    })
    refusals(subject)
    effects(subject)
    badInput(subject)
  })
}
