import { openContract, type Contract } from './database'
import { run as runPipeline, type Row, type Stages } from './pipeline'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const D = (text: string | number) => new Date(text)
const run = (docs: Row[], stages: Stages) => runPipeline(contract, { docs, stages })

const dates = { d: D('2024-02-29T17:30:15.123Z'), d2: D('2024-03-01T00:00:00Z') }
const list = { a: [1, 2, 3, 4] }

describe('expressions', () => {
  test.each<[string, unknown, unknown, Row?]>([
    [
      '$dateToString in Beijing',
      { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M', timezone: 'Asia/Shanghai' } },
      '2024-03-01 01:30',
      dates,
    ],
    ['$dateToString by default', { $dateToString: { date: '$d' } }, '2024-02-29T17:30:15.123Z', dates],
    [
      'parts of a date are UTC',
      [{ $year: '$d' }, { $month: '$d' }, { $dayOfMonth: '$d' }, { $hour: '$d' }, { $dayOfWeek: '$d' }],
      [2024, 2, 29, 17, 5],
      dates,
    ],
    ['$subtract of dates is milliseconds', { $subtract: ['$d2', '$d'] }, 23384877, dates],
    ['$add to a date', { $add: ['$d2', 1000] }, D('2024-03-01T00:00:01Z'), dates],
    [
      '$dateFromString',
      { $dateFromString: { dateString: '2024-01-01T00:00:00', timezone: '+08:00' } },
      D('2023-12-31T16:00:00Z'),
      {},
    ],
    ['$dateFromParts', { $dateFromParts: { year: 2024, month: 2, day: 29 } }, D('2024-02-29T00:00:00Z'), {}],
    ['missing is false', { $cond: ['$nope', 'y', 'n'] }, 'n', {}],
    ['the empty string is true, 0 is false', [{ $cond: ['', 1, 2] }, { $cond: [0, 1, 2] }], [1, 2], {}],
    ['$ifNull', [{ $ifNull: ['$nope', 1] }, { $ifNull: ['$z', 2] }], [1, 2], { z: null }],
    [
      '$switch',
      { $switch: { branches: [{ case: { $gt: ['$v', 5] }, then: 'hi' }], default: 'lo' } },
      'hi',
      { v: 6 },
    ],
    ['$concat with null', { $concat: ['a', null] }, null, {}],
    [
      'strings',
      [
        { $toUpper: 'aB' },
        { $substrCP: ['héllo', 1, 3] },
        { $split: ['a-b', '-'] },
        { $strLenCP: '中文' },
        { $trim: { input: ' a ' } },
        { $indexOfCP: ['abc', 'c'] },
      ],
      ['AB', 'éll', ['a', 'b'], 2, 'a', 2],
      {},
    ],
    [
      'conversions',
      [{ $toString: 5 }, { $toInt: '7' }, { $convert: { input: 'x', to: 'int', onError: -1 } }],
      ['5', 7, -1],
      {},
    ],
    [
      'arithmetic; null spreads',
      [
        { $add: ['$nope', 1] },
        { $multiply: [null, 2] },
        { $divide: [7, 2] },
        { $mod: [7, 3] },
        { $trunc: [2.7] },
        { $ceil: 2.1 },
      ],
      [null, null, 3.5, 1, 2, 3],
      {},
    ],
    [
      '$round goes to the even',
      [{ $round: [2.5, 0] }, { $round: [3.5, 0] }, { $round: [1.234, 2] }],
      [2, 4, 1.23],
      {},
    ],
    [
      'arrays',
      [
        { $arrayElemAt: ['$a', -1] },
        { $slice: ['$a', 1, 2] },
        { $size: '$a' },
        { $in: [2, '$a'] },
        { $concatArrays: ['$a', [9]] },
        { $indexOfArray: ['$a', 3] },
        { $reverseArray: '$a' },
        { $range: [0, 3] },
      ],
      [4, [2, 3], 4, true, [1, 2, 3, 4, 9], 2, [4, 3, 2, 1], [0, 1, 2]],
      list,
    ],
    [
      '$map, $filter, $reduce',
      [
        { $map: { input: '$a', as: 'x', in: { $add: ['$$x', 1] } } },
        { $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 2] } } },
        { $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
      ],
      [[2, 3, 4, 5], [3, 4], 10],
      list,
    ],
    [
      'sets',
      [
        { $setIsSubset: [[1], [1, 2]] },
        {
          $size: {
            $setUnion: [
              [1, 2],
              [2, 3],
            ],
          },
        },
        { $setEquals: [[1, 1], [1]] },
      ],
      [true, 3, true],
      {},
    ],
    ['sums over an array', [{ $sum: '$a' }, { $max: '$a' }, { $avg: '$a' }], [10, 4, 2.5], list],
    [
      'comparisons know all types',
      [{ $gt: ['a', 5] }, { $lt: [null, 0] }, { $eq: [1, true] }, { $cmp: ['$nope', null] }],
      [true, true, false, -1],
      {},
    ],
    [
      '$type',
      [{ $type: '$nope' }, { $type: null }, { $type: 'x' }, { $type: '$d' }],
      ['missing', 'null', 'string', 'date'],
      dates,
    ],
    ['a field of an array of documents', '$a.b', [1, 2], { a: [{ b: 1 }, { b: 2 }, {}] }],
    [
      'objects and arrays of pairs',
      { $arrayToObject: { $objectToArray: '$o' } },
      { x: 1, y: 2 },
      { o: { x: 1, y: 2 } },
    ],
    ['$let', { $let: { vars: { q: 2 }, in: { $pow: ['$$q', 3] } } }, 8, {}],
    ['$literal', { $literal: '$a' }, '$a', {}],
  ])('%s', async (_, expression, result, doc) => {
    expect(await run([{ _id: 1, ...doc }], [['project', { _id: 0, r: expression }]])).toEqual([{ r: result }])
  })
})
