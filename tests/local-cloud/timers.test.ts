import fc from 'fast-check'
import { isDueBetween, parseCron } from '../../local-cloud/timers/cron'
import { folder, start, WITH_SDK } from './support'
import type { Cloud } from '../../local-cloud/cloud'

const beijing = (text: string) => Date.parse(`${text}+08:00`)

describe('cron in Beijing time', () => {
  test.each([
    ['0 0 2 * * * *', '2026-03-01T02:00:00', true],
    ['0 0 2 * * * *', '2026-03-01T02:00:01', false],
    ['0 */5 * * * * *', '2026-03-01T10:35:00', true],
    ['0 */5 * * * * *', '2026-03-01T10:36:00', false],
    ['0 30 9 1,15 * * *', '2026-03-15T09:30:00', true],
    ['0 0 9 * * MON-FRI *', '2026-03-02T09:00:00', true],
    ['0 0 9 * * MON-FRI *', '2026-03-01T09:00:00', false],
    ['0 0 0 1 JAN * 2027', '2027-01-01T00:00:00', true],
    ['0 0 0 1 JAN * 2027', '2028-01-01T00:00:00', false],
    ['0 1-10/3 * * * * *', '2026-03-01T02:07:00', true],
    ['0 3/20 * * * * *', '2026-03-01T02:43:00', true],
    // a day and a weekday together mean either
    ['0 0 8 1 * 1 *', '2026-03-01T08:00:00', true],
    ['0 0 8 1 * 1 *', '2026-03-02T08:00:00', true],
    ['0 0 8 1 * 1 *', '2026-03-03T08:00:00', false],
  ])('%s at %s: %s', (expression, at, isDue) => {
    expect(parseCron(expression).isDue(beijing(at))).toBe(isDue)
  })

  test.each([
    '* * * * *',
    '60 * * * * * *',
    '0 0 24 * * * *',
    '0 0 0 0 * * *',
    '0 0 0 * FOO * *',
    '*/0 * * * * * *',
    '0 0 0 * * * 1969',
    '',
    '0 0 23-2 * * * *',
    '0 0 0 5-1 * * *',
    '0 1-2-3 * * * * *',
    '0 1/2/3 * * * * *',
    '0 0x10 * * * * *',
    '0 1e1 * * * * *',
    '0 1.5 * * * * *',
    '0 */1e1 * * * * *',
    '0 */99 * * * * *',
    '0 */ * * * * *',
    '0 5- * * * * *',
    '0 1, * * * * *',
    '0 ? * * * * *',
  ])('refused: %s', expression => expect(() => parseCron(expression)).toThrow(/cron/))

  test('of the minutes of a day, a timer of every n minutes is due in as many as it should', () => {
    const start = beijing('2026-03-01T00:00:00')
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 5, 10, 15, 20, 30), every => {
        const cron = parseCron(`0 */${every} * * * * *`)
        const minutes = Array.from({ length: 1440 }, (_, i) => start + i * 60_000)
        expect(minutes.filter(at => isDueBetween(cron, at - 1, at + 59_000))).toHaveLength(1440 / every)
      }),
    )
  })
})

describe('timers of functions', () => {
  const own = folder()
  const record = `${WITH_SDK} exports.main = async event => {
    await cloud.database().collection('fired').add({ data: { event, source: process.env.TCB_SOURCE, trigger: process.env.TRIGGER_SRC } }) }`
  own.write('nightly', record, { triggers: [{ name: 'daily', type: 'timer', config: '0 0 2 * * * *' }] })
  own.write(
    'reader',
    `${WITH_SDK} exports.main = async () => (await cloud.database().collection('fired').get()).data`,
  )

  let cloud: Cloud
  beforeAll(async () => {
    cloud = await start(own)
    await cloud.ensureIndexes('fired', [])
  })
  afterAll(async () => {
    await cloud.close()
    own.remove()
  })

  const fired = async () => (await cloud.call({ openid: 'o-anna' }, 'reader', {})).result as object[]
  const untilNextTwo = () => {
    const DAY = 86_400_000
    const two = 18 * 3_600_000 // 02:00 in Beijing
    return (two - (cloud.now().getTime() % DAY) + DAY) % DAY
  }

  test('a tick fires what came due, once, as the platform would', async () => {
    cloud.advance(untilNextTwo() + 5000)
    await cloud.tick()
    expect(await fired()).toMatchObject([
      {
        event: {
          Type: 'Timer',
          TriggerName: 'daily',
          Time: expect.stringMatching(/T18:00:\d\dZ$/) as string,
        },
        source: 'wx_trigger',
        trigger: 'timer',
      },
    ])
  })

  test('nothing is due an hour later, and the next night it is again', async () => {
    cloud.advance(3_600_000)
    await cloud.tick()
    expect(await fired()).toHaveLength(1)
    cloud.advance(untilNextTwo() + 1000)
    await cloud.tick()
    expect(await fired()).toHaveLength(2)
  })
})
