import type { Trip } from '../../local-cloud/cloud'
import { callersOf } from './people'
import { codeOf, inputFor, newTarget, send, type Subject } from './suite'
import { effectOf, untouched } from './world'

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
  const target = await newTarget(subject, openid)
  const input = await inputFor(subject, target, openid)
  return () => send(subject, openid, input)
}

function checkTrips({ kind, fixture }: Subject, trips: readonly Trip[]): void {
  expect(told(trips.filter(({ index }) => index === null))).toEqual([])
  const most = fixture.trips?.most ?? MOST[kind]
  const counted = withoutNotes(trips)
  if (counted.length > most) throw new Error(`more than ${most} trips:\n${told(counted).join('\n')}`)
}

/** What one call changes, done by each who may. */
type Effects = Record<string, Awaited<ReturnType<typeof effectOf>>>

function byEachWhoMay(subject: Subject, done: Effects): void {
  const { fixture, cloud } = subject
  const isOnce = subject.kind === 'write' && !fixture.repeats
  test.each(callersOf(fixture))(
    `is done for %s within its trips${isOnce ? ', and once' : ''}`,
    async openid => {
      const call = await ready(subject, openid)
      done[openid] = await effectOf(async () => {
        cloud().local.resetTrips()
        expect(await call()).toMatchObject({ ok: true })
      })
      checkTrips(subject, tripsOf(subject))
      expect(Object.keys(done[openid]).sort()).toEqual([...fixture.changes].sort())
      if (isOnce) expect(CLEAR).toContain(codeOf(await untouched(call)))
    },
  )
}

/** For a call that counts each time: none is lost or breaks. */
function threeAtOnce(subject: Subject, done: Effects): void {
  const { repeats } = subject.fixture
  const openid = callersOf(subject.fixture)[0]!
  test(`three at once ${repeats ? `break nothing (${repeats})` : 'are done once'}`, async () => {
    const call = await ready(subject, openid)
    const effect = await effectOf(async () => {
      const codes = (await Promise.all([call(), call(), call()])).map(codeOf)
      expect(codes).toContain('ok')
      expect(codes.filter(code => !CLEAR.includes(code))).toEqual([])
    })
    if (!repeats) expect(effect).toEqual(done[openid])
  })
}

export function effects(subject: Subject): void {
  const done: Effects = {}
  byEachWhoMay(subject, done)
  if (subject.kind === 'write') threeAtOnce(subject, done)
}
