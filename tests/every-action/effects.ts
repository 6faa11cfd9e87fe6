import type { Trip } from '../../local-cloud/cloud'
import { callersOf } from './people'
import { codeOf, inputFor, newTarget, send, type Subject } from './suite'
import { effectOf, hashes, untouched } from './world'
import { snapshot } from '../security/snapshot'

// What one call does, what it costs, and that it does no more when it arrives again.

const MOST = { read: 3, write: 5 }

/** What says that an earlier tap has done it. */
const CLEAR = ['ok', 'WRONG_STATUS', 'CONFLICT', 'TOO_MANY', 'NOT_FOUND', 'FORBIDDEN', 'BAD_INPUT']

const isOf =
  (collection: string) =>
  (trip: Trip | undefined): boolean =>
    trip?.collection === collection
const isEvidence = isOf('evidence')
const isLimit = isOf('limits')

/**
 * Without what is counted apart: what the kernel notes of a call's files and counts of them, and the trips that make a
 * person's row of counters, once a day (tests/shared/limits).
 */
function withoutNotes(trips: readonly Trip[]): Trip[] {
  const hasFiles = trips.some(isEvidence)
  const isNote = (trip: Trip, at: number) =>
    isEvidence(trip) || (isLimit(trip) && (hasFiles || isLimit(trips[at - 1])))
  return trips.filter((trip, at) => !isNote(trip, at))
}

const tripsOf = ({ cloud, name }: Subject): Trip[] =>
  cloud()
    .local.trips()
    .filter(trip => trip.action.startsWith('database.') && trip.function === name)

const told = (trips: readonly Trip[]) =>
  trips.map(({ action, collection, index }) => `${action} ${collection} ${index}`)

async function ready(subject: Subject, openid: string) {
  const target = await newTarget(subject)
  const input = await inputFor(subject, target, openid)
  return () => send(subject, openid, input)
}

function byEachWhoMay(subject: Subject): void {
  const { kind, fixture, cloud } = subject
  test.each(callersOf(fixture))('is done for %s, within its trips and by an index', async openid => {
    const call = await ready(subject, openid)
    const before = hashes(await snapshot())
    cloud().local.resetTrips()
    const answer = await call()
    const trips = tripsOf(subject)
    const after = hashes(await snapshot())

    expect(answer).toMatchObject({ ok: true })
    const changed = Object.keys(after).filter(name => after[name] !== before[name])
    expect(changed).toEqual([...fixture.changes].sort())
    expect(told(trips.filter(({ index }) => index === null))).toEqual([])
    const most = fixture.trips?.most ?? MOST[kind]
    const counted = withoutNotes(trips)
    if (counted.length > most) throw new Error(`more than ${most} trips:\n${told(counted).join('\n')}`)
  })
}

function doneOnce(subject: Subject): void {
  const [openid] = callersOf(subject.fixture)

  test('sent again, is answered the same or refused clearly, and done once', async () => {
    const call = await ready(subject, openid!)
    expect(await call()).toMatchObject({ ok: true })
    const again = await untouched(call)
    expect(CLEAR).toContain(codeOf(again))
  })

  test('sent three times at once, is done once', async () => {
    const alone = await ready(subject, openid!)
    const one = await effectOf(alone)
    const call = await ready(subject, openid!)
    const three = await effectOf(async () => {
      const codes = (await Promise.all([call(), call(), call()])).map(codeOf)
      expect(codes).toContain('ok')
      expect(codes.filter(code => !CLEAR.includes(code))).toEqual([])
    })
    expect(three).toEqual(one)
  })
}

/** The same calls count again, for the reason the fixture gives; none of them is lost or breaks. */
function doneEachTime(subject: Subject): void {
  const [openid] = callersOf(subject.fixture)
  test(`sent three times at once, breaks nothing (${subject.fixture.repeats})`, async () => {
    const call = await ready(subject, openid!)
    const codes = (await Promise.all([call(), call(), call()])).map(codeOf)
    expect(codes).toContain('ok')
    expect(codes.filter(code => !CLEAR.includes(code))).toEqual([])
  })
}

export function effects(subject: Subject): void {
  byEachWhoMay(subject)
  if (subject.kind === 'read') return
  if (subject.fixture.repeats) doneEachTime(subject)
  else doneOnce(subject)
}
