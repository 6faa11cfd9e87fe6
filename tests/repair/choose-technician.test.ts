import fc from 'fast-check'
import { SKILL_FOR } from '../../cloudfunctions/repair/categories'
import { CATEGORIES, MAX_LOAD } from '../../cloudfunctions/repair/limits'
import {
  choose,
  isSuitable,
  rank,
  reasonOf,
  type Technician,
} from '../../cloudfunctions/repair/rules/choose-technician'
import { SKILLS } from '../../cloudfunctions/shared/limits'

const MONDAY_10 = new Date('2026-11-23T02:00:00Z')
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
const JOB = { category: 'plumbing', building: '3' } as const

const technician = (patch: Partial<Technician> & { _id: string }): Technician => ({
  name: patch._id,
  skills: ['plumbing'],
  buildings: [],
  duty: { from: '08:00', to: '18:00', weekdays: EVERY_DAY },
  load: 0,
  ...patch,
})

const best = (technicians: Technician[], excluded: string[] = []) =>
  choose(rank(JOB, technicians, MONDAY_10), excluded)?.staffId ?? null

describe('the system chooses', () => {
  test('only somebody with the skill', () => {
    expect(best([technician({ _id: 'a', skills: ['electric', 'general'] })])).toBeNull()
    expect(best([technician({ _id: 'a', skills: ['electric'] }), technician({ _id: 'b', load: 4 })])).toBe(
      'b',
    )
  })

  test('a general technician for 其他 only', () => {
    const general = technician({ _id: 'a', skills: ['general'] })
    expect(choose(rank({ category: 'other', building: '3' }, [general], MONDAY_10))?.staffId).toBe('a')
    expect(best([general])).toBeNull()
  })

  test('only somebody on duty now', () => {
    const duty = { from: '10:01', to: '18:00', weekdays: EVERY_DAY }
    expect(best([technician({ _id: 'a', duty })])).toBeNull()
    expect(best([technician({ _id: 'a', duty }), technician({ _id: 'b', load: 4 })])).toBe('b')
  })

  test('the least load before the building, the building before the name', () => {
    const [a, b, c] = [
      technician({ _id: 'a', load: 2, buildings: ['3'] }),
      technician({ _id: 'b', load: 1 }),
      technician({ _id: 'c', load: 1, buildings: ['3'] }),
    ]
    expect(rank(JOB, [a, b, c], MONDAY_10).map(({ staffId }) => staffId)).toEqual(['c', 'b', 'a'])
  })

  test('nobody who already has five orders', () => {
    expect(best([technician({ _id: 'a', load: MAX_LOAD })])).toBeNull()
    expect(best([technician({ _id: 'a', load: MAX_LOAD - 1 })])).toBe('a')
  })

  test('nobody who handed the order back', () => {
    expect(best([technician({ _id: 'a' }), technician({ _id: 'b', load: 3 })], ['a'])).toBe('b')
    expect(best([technician({ _id: 'a' })], ['a'])).toBeNull()
  })

  test('and says why in one sentence', () => {
    const [score] = rank(JOB, [technician({ _id: 'a', load: 1, buildings: ['3'] })], MONDAY_10)
    expect(reasonOf(JOB, score!)).toBe('会给排水，正在当班，手上 1 单，负责 3 栋')
    const [other] = rank(
      JOB,
      [technician({ _id: 'a', skills: [], load: 5, duty: { from: '20:00', to: '22:00', weekdays: [] } })],
      MONDAY_10,
    )
    expect(reasonOf(JOB, other!)).toBe('没有给排水技能，现在不当班，手上 5 单，已排满')
  })
})

const anyone = fc.record({
  name: fc.constantFrom('周建国', '孙志强', '李伟'),
  skills: fc.subarray([...SKILLS]),
  buildings: fc.subarray(['3', '5', '别墅']),
  duty: fc.record({
    from: fc.constantFrom('00:00', '08:00', '20:00'),
    to: fc.constantFrom('08:00', '18:00', '24:00'),
    weekdays: fc.subarray(EVERY_DAY),
  }),
  load: fc.nat(7),
})
const team = fc
  .array(anyone, { maxLength: 8 })
  .map(all => all.map((each, at): Technician => ({ ...each, _id: `s${at}` })))
const job = fc.record({ category: fc.constantFrom(...CATEGORIES), building: fc.constantFrom('3', '5', '9') })
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })

describe('laws', () => {
  test('the order of the question does not matter', () => {
    fc.assert(
      fc.property(
        team.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        job,
        instant,
        ([all, shuffled], wanted, now) => {
          expect(rank(wanted, shuffled, now)).toEqual(rank(wanted, all, now))
        },
      ),
    )
  })

  test('whoever is chosen is suitable, and nobody suitable is better on load', () => {
    fc.assert(
      fc.property(team, job, instant, (all, wanted, now) => {
        const ranked = rank(wanted, all, now)
        const chosen = choose(ranked)
        const suitable = ranked.filter(isSuitable)
        expect(chosen !== null).toBe(suitable.length > 0)
        if (chosen) expect(chosen.load).toBe(Math.min(...suitable.map(({ load }) => load)))
      }),
    )
  })

  test('less load never costs somebody the order', () => {
    fc.assert(
      fc.property(team, job, instant, (all, wanted, now) => {
        const chosen = choose(rank(wanted, all, now))
        if (!chosen || chosen.load === 0) return
        const lighter = all.map(each =>
          each._id === chosen.staffId ? { ...each, load: each.load - 1 } : each,
        )
        expect(choose(rank(wanted, lighter, now))?.staffId).toBe(chosen.staffId)
      }),
    )
  })

  test('one more colleague without the skill changes nothing', () => {
    fc.assert(
      fc.property(team, job, instant, (all, wanted, now) => {
        const skills = SKILLS.filter(skill => skill !== SKILL_FOR[wanted.category])
        const more = [...all, technician({ _id: 'new', name: '一', skills, load: 0 })]
        expect(choose(rank(wanted, more, now))).toEqual(choose(rank(wanted, all, now)))
      }),
    )
  })
})
