import fc from 'fast-check'
import { SLOTS, URGENCIES } from '../../cloudfunctions/repair/limits'
import { closing } from '../../cloudfunctions/repair/rules/acceptance'
import {
  acceptDueAt,
  finishDueAt,
  isWarned,
  visitDueAt,
  WATCH_MS,
} from '../../cloudfunctions/repair/rules/due'
import { numberOf, wholeNumber } from '../../cloudfunctions/repair/store/numbers'
import { moved } from '../../cloudfunctions/repair/rules/proposals'
import { slotOf, speakSlot, visitAt } from '../../cloudfunctions/repair/rules/slots'
import { titleOf } from '../../cloudfunctions/repair/rules/titles'
import { completed, NO_WORK, withParts } from '../../cloudfunctions/repair/rules/work'
import { addDays, dateOf, later } from '../../cloudfunctions/shared/time/calendar'

const beijing = (text: string) => new Date(`${text}+08:00`)
const NOW = beijing('2026-11-23T10:00:00')

describe('visiting slots', () => {
  test('are wall-clock hours in Beijing', () => {
    expect(slotOf({ date: '2026-11-23', slot: '14-16' })).toEqual({
      startAt: new Date('2026-11-23T06:00:00Z'),
      endAt: new Date('2026-11-23T08:00:00Z'),
    })
    expect(speakSlot(slotOf({ date: '2026-11-23', slot: '09-11' }))).toBe('11 月 23 日 09–11 点')
  })

  test.each([
    ['09-11', '2026-11-23T10:59:59', 'ok'],
    ['09-11', '2026-11-23T11:00:00', '这个时段已经过了，请换一个时段'],
    ['18-20', '2026-11-23T23:59:00', '这个时段已经过了，请换一个时段'],
    ['18-20', '2026-11-24T00:00:00', '这个日期已经过去，请选今天或以后的日期'],
    ['09-11', '2026-11-09T00:00:00', 'ok'],
    ['09-11', '2026-11-08T23:59:59', '上门最多约到 14 天内，请选近一点的日期'],
  ] as const)('%s of 23 November, asked for at %s: %s', (slot, now, expected) => {
    const ask = () => visitAt('wish', { date: '2026-11-23', slot }, beijing(now))
    if (expected === 'ok') expect(ask()).toEqual(slotOf({ date: '2026-11-23', slot }))
    else expect(ask).toThrow(expected)
  })

  test('what is accepted ends after now and within fifteen days', () => {
    const instants = fc.date({
      min: beijing('2026-01-01T00:00:00'),
      max: beijing('2027-01-01T00:00:00'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: -3, max: 20 }),
        fc.constantFrom(...SLOTS),
        (now, days, slot) => {
          const wish = { date: addDays(dateOf(now), days), slot }
          const { endAt } = slotOf(wish)
          const isFine = endAt > now && days >= 0 && days <= 14
          if (isFine) expect(visitAt('wish', wish, now).endAt).toEqual(endAt)
          else expect(() => visitAt('wish', wish, now)).toThrow()
        },
      ),
    )
  })
})

describe('limits', () => {
  test('30 minutes to accept, 15 when urgent', () => {
    expect(acceptDueAt('soon', NOW)).toEqual(beijing('2026-11-23T10:30:00'))
    expect(acceptDueAt('urgent', NOW)).toEqual(beijing('2026-11-23T10:15:00'))
  })

  test('the visit by the end of the agreed slot, else by the promise of the form', () => {
    const appointment = slotOf({ date: '2026-11-24', slot: '14-16' })
    expect(visitDueAt({ appointment, urgency: 'soon', createdAt: NOW })).toEqual(
      beijing('2026-11-24T16:00:00'),
    )
    expect(visitDueAt({ appointment: null, urgency: 'soon', createdAt: NOW })).toEqual(
      beijing('2026-11-23T14:00:00'),
    )
    expect(visitDueAt({ appointment: null, urgency: 'urgent', createdAt: NOW })).toEqual(
      beijing('2026-11-23T11:00:00'),
    )
  })

  test('two hours from arrival to completion, then the hours of the community to accept', () => {
    expect(finishDueAt(NOW)).toEqual(beijing('2026-11-23T12:00:00'))
    expect(closing(beijing('2026-11-23T23:59:00'), 48)).toEqual({
      finishedAt: beijing('2026-11-23T23:59:00'),
      board: '2026-11-23',
      lapseAt: beijing('2026-11-25T23:59:00'),
      dueAt: beijing('2026-11-25T23:59:00'),
      isLapseAnnounced: false,
    })
    expect(closing(NOW, 24).isLapseAnnounced).toBe(true)
  })

  test('an order is a warning near its limit; one that nobody answers for sooner', () => {
    const dueAt = later(NOW, 20 * 60_000)
    expect(isWarned({ status: 'accepted', dueAt }, NOW)).toBe(true)
    expect(isWarned({ status: 'assigned', dueAt }, NOW)).toBe(false)
    expect(isWarned({ status: 'finished', dueAt: NOW }, NOW)).toBe(false)
    expect(isWarned({ status: 'working', dueAt: null }, NOW)).toBe(false)
  })

  test('the queue never lies beyond what the desk watches', () => {
    for (const urgency of URGENCIES) {
      expect(acceptDueAt(urgency, NOW).getTime()).toBeLessThanOrEqual(NOW.getTime() + WATCH_MS)
    }
  })
})

describe('numbers and titles', () => {
  test('a number grows a digit after 999', () => {
    expect(numberOf('2026-11-23', 3)).toBe('WX20261123003')
    expect(numberOf('2026-11-23', 1000)).toBe('WX202611231000')
    expect(wholeNumber('wx20261123003')).toBe('WX20261123003')
    expect(wholeNumber('20261123')).toBeUndefined()
  })

  test.each([
    ['厨房漏水。软管在滴', '厨房漏水'],
    ['\n\n厨房漏水\n软管在滴', '厨房漏水'],
    ['一二三四五六七八九十一二三四五六七八九十一二三四五', '一二三四五六七八九十一二三四五六七八九十一二三…'],
    [`${'👨‍👩‍👧'.repeat(30)}`, `${'👨‍👩‍👧'.repeat(23)}…`],
    ['。。。', '。。。'],
  ])('%j is called %j', (description, title) => expect(titleOf(description)).toBe(title))
})

describe('a visit', () => {
  test('adds up parts of the same name', () => {
    const once = withParts(null, [{ name: '软管', quantity: 1 }])
    expect(
      withParts(once, [
        { name: '软管', quantity: 2 },
        { name: '生料带', quantity: 1 },
      ]).parts,
    ).toEqual([
      { name: '软管', quantity: 3 },
      { name: '生料带', quantity: 1 },
    ])
  })

  test('takes the parts of the report, or else those noted', () => {
    const noted = { ...NO_WORK, parts: [{ name: '软管', quantity: 2 }], checks: ['亮胸牌'] }
    const report = {
      photosBefore: [],
      photosAfter: ['p'],
      parts: [],
      checks: ['亮胸牌', '试水'],
      summary: '换了',
    }
    expect(completed(noted, report, NOW)).toMatchObject({
      parts: noted.parts,
      checks: ['亮胸牌', '试水'],
      finishedAt: NOW,
    })
    const parts = [{ name: '角阀', quantity: 1 }]
    expect(completed(noted, { ...report, parts }, NOW).parts).toEqual(parts)
  })
})

test('an answer moves the appointment or leaves it, and no past time can be agreed to', () => {
  const appointment = slotOf({ date: '2026-11-23', slot: '14-16' })
  const proposal = {
    ...slotOf({ date: '2026-11-24', slot: '09-11' }),
    by: 'technician' as const,
    reason: '',
    at: NOW,
  }
  expect(moved({ proposal, appointment }, true, NOW).appointment).toEqual(
    slotOf({ date: '2026-11-24', slot: '09-11' }),
  )
  expect(moved({ proposal, appointment }, false, NOW).appointment).toBe(appointment)
  expect(() => moved({ proposal, appointment }, true, beijing('2026-11-24T11:00:00'))).toThrow('已经过了')
})
