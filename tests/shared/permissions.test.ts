import { bind, hasGround, type Caller } from '../../cloudfunctions/shared/call/caller'
import { AppError } from '../../cloudfunctions/shared/call/errors'
import { needOf, PERMISSIONS, type Need, type Permission } from '../../cloudfunctions/shared/call/permissions'
import { STAFF_ROLES } from '../../cloudfunctions/shared/limits'
import type { StaffRole } from '../../cloudfunctions/shared/call/roles'
import { ACROSS, MONDAY, personOf, roomIn, tieOf, type Tie } from './permission-people'

// What a caller gives out, for every permission, tie, position and community. The tables below are written from the
// requirements: ACC-4 (relation, scopes, last day of a lease) and ACC-11 (nothing crosses a community).

/** Who does what, as the requirements say it; `own`: also what one reported or received before one left. */
interface Rule {
  /** people of a home whose tie covers it */
  home: boolean
  staff: readonly StaffRole[]
  own: boolean
}

const NONE: readonly StaffRole[] = []
const DISPATCH: readonly StaffRole[] = ['desk', 'supervisor', 'manager']

const RULES: Record<Permission, Rule> = {
  'account.self': { home: false, staff: NONE, own: false },
  'account.review': { home: false, staff: ['desk', 'manager'], own: false },
  'roster.import': { home: false, staff: ['desk', 'manager', 'admin'], own: false },
  'repair.household': { home: true, staff: NONE, own: false },
  'repair.look': { home: true, staff: NONE, own: true },
  'repair.see': { home: true, staff: ['technician', ...DISPATCH], own: true },
  'repair.agree': { home: true, staff: ['technician'], own: false },
  'repair.work': { home: false, staff: ['technician'], own: false },
  'repair.dispatch': { home: false, staff: DISPATCH, own: false },
  'repair.staff': { home: false, staff: ['technician', ...DISPATCH], own: false },
  'repair.cancel': { home: true, staff: DISPATCH, own: false },
  'message.self': { home: false, staff: NONE, own: true },
}

/** Whether the tie opens the home on Monday morning, as ACC-4 says it. */
const TIES: readonly [name: string, tie: Tie, isOpen: boolean][] = [
  ['an owner', { relation: 'owner' }, true],
  ['an owner, who needs no scope', { relation: 'owner', scopes: [] }, true],
  ['family the owner lets', { relation: 'family', scopes: ['repair'] }, true],
  ['family the owner has not let', { relation: 'family', scopes: [] }, false],
  ['a tenant without an agreed end', { relation: 'tenant', scopes: ['repair'] }, true],
  ['a tenant whose lease ends this evening', { relation: 'tenant', endsOn: '2026-11-23' }, true],
  ['a tenant whose lease ended yesterday', { relation: 'tenant', endsOn: '2026-11-22' }, false],
  ['a tenant whose lease leaves it out', { relation: 'tenant', scopes: [], endsOn: '2027-11-23' }, false],
  ['an owner who waits for approval', { relation: 'owner', status: 'pending' }, false],
  ['an owner who was refused', { relation: 'owner', status: 'refused' }, false],
  ['an owner who took it back', { relation: 'owner', status: 'withdrawn' }, false],
  ['an owner who has sold', { relation: 'owner', status: 'ended', endedAt: new Date(0) }, false],
  ['family who has left', { relation: 'family', status: 'ended', endedAt: new Date(0) }, false],
  ['a tenant who has left', { relation: 'tenant', status: 'ended', endedAt: new Date(0) }, false],
]

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'ok'
  } catch (error) {
    return error instanceof AppError ? error.code : 'broken'
  }
}

/** All that a caller gives out of two communities. */
const given = (caller: Caller) => ({
  homes: caller.homes().map(home => home.room.roomId),
  here: codeOf(() => caller.home(roomIn('here'))),
  there: codeOf(() => caller.home(roomIn('there'))),
  posts: caller.posts().map(({ communityId, roles }) => `${communityId} ${roles.join(' ')}`),
  postHere: caller.postIn('here') !== null,
  postThere: caller.postIn('there') !== null,
  staffHere: codeOf(() => caller.staffIn('here')),
  staffThere: codeOf(() => caller.staffIn('there')),
})

const answer = (isOpen: boolean): string => (isOpen ? 'ok' : 'NOT_FOUND')

interface Expected {
  home: boolean
  post: { role: StaffRole; in: 'here' | 'there' } | null
}

const expected = ({ home, post }: Expected) => ({
  homes: home ? [roomIn('here')] : [],
  here: answer(home),
  there: 'NOT_FOUND',
  posts: post ? [`${post.in} ${post.role}`] : [],
  postHere: post?.in === 'here',
  postThere: post?.in === 'there',
  staffHere: answer(post?.in === 'here'),
  staffThere: answer(post?.in === 'there'),
})

const boundTo = (permission: Permission, person: Parameters<typeof bind>[0], now = MONDAY) =>
  bind(person, needOf(permission), now)

test('the table above knows every permission', () => {
  expect(Object.keys(RULES).sort()).toEqual(Object.keys(PERMISSIONS).sort())
})

describe.each(Object.entries(RULES) as [Permission, Rule][])('%s', (permission, rule) => {
  test.each(TIES)('%s, with every position in either community', (_name, tie, isOpen) => {
    for (const role of STAFF_ROLES)
      for (const where of ['here', 'there'] as const) {
        const person = personOf({
          ties: [tieOf('here', tie)],
          posts: [{ communityId: where, roles: [role] }],
        })
        const post = rule.staff.includes(role) ? { role, in: where } : null
        const what = { role, where }
        expect({ ...what, ...given(boundTo(permission, person)) }).toEqual({
          ...what,
          ...expected({ home: rule.home && isOpen, post }),
        })
      }
    const resident = boundTo(permission, personOf({ ties: [tieOf('here', tie)] }))
    expect(given(resident)).toEqual(expected({ home: rule.home && isOpen, post: null }))
  })

  test('whoever has left the company, or is nobody, gets no post and no home', () => {
    const posts = STAFF_ROLES.map(role => ({ communityId: 'here', roles: [role] }))
    const left = boundTo(permission, personOf({ posts, isActive: false }))
    expect(given(left)).toEqual(expected({ home: false, post: null }))
    expect(left.staff).toBeNull()
    expect(given(boundTo(permission, personOf({})))).toEqual(expected({ home: false, post: null }))
  })

  test('what is one’s own outlives a tie up to its end, where the permission says so', () => {
    const endedAt = new Date('2026-11-20T10:00:00+08:00')
    const ended = boundTo(permission, personOf({ ties: [tieOf('here', { status: 'ended', endedAt })] }))
    expect(ended.formerTies().map(({ until }) => until)).toEqual(rule.own ? [endedAt] : [])
    const lease = boundTo(permission, personOf({ ties: [tieOf('here', { endsOn: '2026-11-19' })] }))
    const midnight = new Date('2026-11-20T00:00:00+08:00')
    expect(lease.formerTies().map(({ until }) => until)).toEqual(rule.own ? [midnight] : [])
    expect(boundTo(permission, personOf({ ties: [tieOf('here', {})] })).formerTies()).toEqual([])
  })
})

describe('different things in different communities', () => {
  const OWNERS: Need = { residents: ['owner'], scope: 'repair' }

  test('who owns here and rents there is given only the own home where owners are asked', () => {
    const caller = bind(ACROSS.ownsHereRentsThere, OWNERS, MONDAY)
    expect(caller.homes().map(home => home.room.roomId)).toEqual([roomIn('here')])
    expect(codeOf(() => caller.home(roomIn('there')))).toBe('NOT_FOUND')
    expect(bind(ACROSS.ownsHereRentsThere, { residents: ['owner', 'tenant'] }, MONDAY).homes()).toHaveLength(
      2,
    )
  })

  test('whoever has several homes gets those that run, each by its own tie', () => {
    const both = boundTo('repair.household', ACROSS.ownsHereRentsThere)
    expect(both.homes().map(home => home.room.roomId)).toEqual([roomIn('here'), roomIn('there')])
    const later = new Date('2026-12-31T16:00:00Z')
    const one = boundTo('repair.household', ACROSS.ownsHereRentsThere, later)
    expect(one.homes().map(home => home.room.roomId)).toEqual([roomIn('here')])
  })

  test.each<[Permission, boolean, boolean]>([
    ['repair.work', true, false],
    ['repair.dispatch', false, true],
    ['account.review', false, true],
    ['repair.staff', true, true],
    ['roster.import', false, true],
    ['repair.household', false, false],
  ])('a technician here who is manager there: %s', (permission, here, there) => {
    const caller = boundTo(permission, ACROSS.technicianHereManagerThere)
    expect([caller.postIn('here') !== null, caller.postIn('there') !== null]).toEqual([here, there])
    expect(caller.postIn('nowhere')).toBeNull()
    expect(codeOf(() => caller.staffIn('nowhere'))).toBe('NOT_FOUND')
  })

  test('a post gives no home and a home no post', () => {
    const caller = boundTo('repair.cancel', ACROSS.deskHereOwnsThere)
    expect(caller.posts().map(({ communityId }) => communityId)).toEqual(['here'])
    expect(caller.homes().map(({ communityId }) => communityId)).toEqual(['there'])
  })
})

describe('a lease ends by itself, at midnight in Beijing', () => {
  test.each([
    ['2026-11-23T15:59:59.999Z', true],
    ['2026-11-23T16:00:00.000Z', false],
    // still Sunday by the clock of the server
    ['2026-11-22T16:00:00.000Z', true],
  ])('the last day is 2026-11-23; at %s: %s', (instant, isOpen) => {
    const tenant = personOf({ ties: [tieOf('here', { relation: 'tenant', endsOn: '2026-11-23' })] })
    expect(boundTo('repair.household', tenant, new Date(instant)).homes()).toHaveLength(isOpen ? 1 : 0)
  })
})

describe('what outlives a tie', () => {
  const mayCall = (need: Need, person: Parameters<typeof bind>[0]) =>
    hasGround(bind(person, need, MONDAY), need)
  const sold = personOf({ ties: [tieOf('here', { status: 'ended', endedAt: new Date(0) })] })
  const leaseOver = personOf({ ties: [tieOf('here', { relation: 'tenant', endsOn: '2026-11-22' })] })
  const OWN: Need = { residents: ['owner', 'family', 'tenant'], own: true }

  test('own: who lived here may still call, and is given no home', () => {
    for (const person of [sold, leaseOver]) {
      expect(mayCall(OWN, person)).toBe(true)
      expect(bind(person, OWN, MONDAY).homes()).toEqual([])
      expect(mayCall(needOf('repair.household'), person)).toBe(false)
    }
  })

  test('own: who was never let in has nothing here', () => {
    for (const status of ['pending', 'refused', 'withdrawn'] as const)
      expect(mayCall(OWN, personOf({ ties: [tieOf('here', { status })] }))).toBe(false)
    expect(mayCall(OWN, personOf({}))).toBe(false)
  })

  test('payer: whoever owes may call, tied to the home or not, for the own bills only', () => {
    const BILLS: Need = { residents: ['owner'], payer: true }
    for (const person of [sold, leaseOver, personOf({})]) {
      const caller = bind(person, BILLS, MONDAY)
      expect(mayCall(BILLS, person)).toBe(true)
      expect([caller.pays('me'), caller.pays('somebody'), caller.homes()]).toEqual([true, false, []])
      expect(bind(person, { residents: ['owner'] }, MONDAY).pays('me')).toBe(false)
    }
  })

  test('payer: somebody unknown owes nothing', () => {
    const BILLS: Need = { payer: true }
    expect(mayCall(BILLS, { personId: '', ties: [], staff: null })).toBe(false)
  })
})
