import { Decimal128 } from 'bson'
import { localOnly, openContract, type Contract } from './database'
import { run, type Row } from './pipeline'

// Values at the edges of what operators take; nothing.test.ts has null and other types, dates.test.ts dates.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const doc = {
  _id: 1,
  i: 5,
  nil: null,
  empty: '',
  s: 'Hello',
  zh: '你好😀',
  l: [3, 1, 2],
  nested: [[1], [2]],
  pairs: [
    ['a', 1],
    ['b', 2],
  ],
  objects: [{ v: 1 }, { v: 2 }, { w: 3 }, 4],
  o: { a: { b: 1 } },
  at: new Date('2026-01-04T23:30:45.678Z'),
}
const projected = (expression: unknown): Promise<Row[]> =>
  run(contract, { docs: [doc], stages: [['project', { _id: 0, r: expression }]] })

test.each<[string, unknown, unknown]>([
  ['a number in a path is no position', ['$l.0', '$nested.0'], [[], []]],
  ['a path enters no nested array', '$nested.x', []],
  ['a path gives what documents of an array have', ['$objects.v', '$objects.none'], [[1, 2], []]],
  [
    'paths of variables',
    { $let: { vars: { x: '$o' }, in: ['$$x.a.b', '$$ROOT.i', '$$CURRENT.i'] } },
    [1, 5, 5],
  ],
  [
    'a variable ends with its operator',
    { $let: { vars: { x: 1 }, in: { $add: [{ $let: { vars: { x: 2 }, in: '$$x' } }, '$$x'] } } },
    3,
  ],
  ['$literal', [{ $literal: '$i' }, { $literal: { $add: [1] } }], ['$i', { $add: [1] }]],
  [
    'pairs, in a literal list and in a field',
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
          ],
        ],
      },
      { $arrayToObject: '$pairs' },
    ],
    [
      { a: 1, b: 2 },
      { a: 1, b: 2 },
    ],
  ],
  [
    'the last of equal keys stays',
    {
      $arrayToObject: {
        $literal: [
          { k: 'a', v: 1 },
          { k: 'a', v: 2 },
        ],
      },
    },
    { a: 2 },
  ],
  [
    '$indexOfArray from and to',
    [
      { $indexOfArray: ['$l', 3, 1] },
      { $indexOfArray: ['$l', 2, 0, 2] },
      { $indexOfArray: ['$nested', [2]] },
    ],
    [-1, -1, 1],
  ],
  [
    '$indexOfCP and $indexOfBytes from and to',
    [
      { $indexOfCP: ['$zh', '😀'] },
      { $indexOfBytes: ['$zh', '好'] },
      { $indexOfBytes: ['$s', 'l', 4] },
      { $indexOfCP: ['$s', 'H', 9] },
    ],
    [2, 3, -1, -1],
  ],
  [
    '$slice from the end',
    [{ $slice: ['$l', -2, 1] }, { $slice: ['$l', -9, 2] }, { $slice: ['$l', 0] }],
    [[1], [3, 1], []],
  ],
  ['$range', [{ $range: [3, 0] }, { $range: [5, 0, -2] }], [[], [5, 3, 1]]],
  [
    '$zip without and with the longest',
    [{ $zip: { inputs: ['$l', '$nested'] } }, { $zip: { inputs: ['$l', [9]], useLongestLength: true } }],
    [
      [
        [3, [1]],
        [1, [2]],
      ],
      [
        [3, 9],
        [1, null],
        [2, null],
      ],
    ],
  ],
  [
    'the empty text, lists and objects are true',
    [{ $not: ['$empty'] }, { $not: [[]] }, { $and: ['$empty', '$l', '$o'] }, { $allElementsTrue: [['']] }],
    [false, false, true, true],
  ],
  [
    '$and and $or end early',
    [{ $or: [true, { $divide: [1, '$nil'] }] }, { $and: [] }, { $or: [] }],
    [true, true, false],
  ],
  [
    'objects are equal in the order of their fields',
    [
      {
        $eq: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      { $setIsSubset: [[{ a: 1 }], [{ a: 1 }]] },
    ],
    [false, true],
  ],
  [
    'sets',
    [
      { $setDifference: [[1, 1, 2], [2]] },
      { $setEquals: ['$l', [1, 2, 3, 3]] },
      { $setEquals: [[1], [1], [2]] },
      { $setIntersection: ['$nested', [[2]]] },
    ],
    [[1], true, false, [[2]]],
  ],
  [
    'rounding',
    [
      { $trunc: [1234.567, -2] },
      { $trunc: [-2.7] },
      { $round: [28.73, -1] },
      { $round: [-2.5, 0] },
      { $round: [19.25, 1] },
      { $round: [1.005, 2] },
    ],
    [1200, -2, 30, -2, 19.2, 1],
  ],
  [
    '$mod has the sign of the dividend',
    [{ $mod: [-7, 3] }, { $mod: [5.5, 2] }, { $mod: [-4, 2] }],
    [-1, 1.5, 0],
  ],
  [
    'an operator may have its one operand alone',
    [{ $add: '$i' }, { $concat: '$s' }, { $mergeObjects: '$o' }],
    [5, 'Hello', { a: { b: 1 } }],
  ],
  ['nothing added, multiplied, joined', [{ $add: [] }, { $multiply: [] }, { $concat: [] }], [0, 1, '']],
  [
    'texts of numbers and dates',
    [
      { $substrCP: ['$i', 0, 1] },
      { $substrCP: ['$at', 0, 10] },
      { $toUpper: '$i' },
      { $toLower: '$at' },
      { $strcasecmp: ['$i', '5'] },
    ],
    ['5', '2026-01-04', '5', '2026-01-04t23:30:45.678z', 0],
  ],
  ['only ASCII has cases', [{ $toUpper: 'é ß a' }, { $strcasecmp: ['a', 'B'] }], ['é ß A', -1]],
  [
    'parts of texts',
    [
      { $substrCP: ['$zh', 2, 1] },
      { $substrBytes: ['$zh', 0, 3] },
      { $substrBytes: ['$s', 9, 1] },
      { $substrCP: ['$s', 0, 99] },
    ],
    ['😀', '你', '', 'Hello'],
  ],
  [
    'accumulators of a list',
    [
      { $sum: ['$l', 1] },
      { $sum: ['$l'] },
      { $max: '$l' },
      { $min: ['$i', 9, '$nil'] },
      { $avg: ['$i', 's'] },
    ],
    [1, 6, 3, 5, 5],
  ],
  [
    'accumulators of a scalar',
    [
      { $sum: '$i' },
      { $avg: '$i' },
      { $max: '$i' },
      { $min: '$s' },
      { $stdDevPop: '$i' },
      { $stdDevSamp: '$i' },
    ],
    [5, 5, 5, 'Hello', 0, null],
  ],
  ['a sum keeps what additions lose', { $sum: [0.1, 0.2, 0.3] }, 0.6],
])('%s', async (_name, expression, result) => {
  expect(await projected(expression)).toEqual([{ r: result }])
})

const REFUSED: [string, unknown][] = [
  ['a path that ends with a dot', '$i.'],
  ['a path with an empty part', '$o..b'],
  ['a path with an operator', '$o.$a'],
  ['$ alone', '$'],
  ['an unknown variable', '$$nope'],
  ['a variable with a capital', { $let: { vars: { A: 1 }, in: 1 } }],
  ['two operators', { $add: [1], $abs: 1 }],
  ['an operator and a field', { a: 1, $add: [1] }],
  ['a key with a dot', [{ 'a.b': 1 }]],
  ['$cond without else', { $cond: { if: true, then: 1 } }],
  ['$cond of two', { $cond: [true, 1] }],
  ['$cond with more', { $cond: { if: true, then: 1, else: 2, more: 3 } }],
  ['$ifNull of one', { $ifNull: ['$nil'] }],
  ['$switch without a match', { $switch: { branches: [{ case: '$nil', then: 1 }] } }],
  ['$switch without branches', { $switch: { branches: [], default: 1 } }],
  ['$eq of three', { $eq: [1, 1, 1] }],
  ['$not of two', { $not: [true, true] }],
  ['$abs of two', { $abs: [1, 2] }],
  ['$divide of one', { $divide: [1] }],
  ['$divide by 0', { $divide: ['$i', 0] }],
  ['$mod by 0', { $mod: ['$i', 0] }],
  ['$ln of 0', { $ln: 0 }],
  ['$log of 0', { $log: [0, 2] }],
  ['$log to base 1', { $log: [8, 1] }],
  ['$log10 below 0', { $log10: -1 }],
  ['$sqrt below 0', { $sqrt: -1 }],
  ['$pow of 0 below 0', { $pow: [0, -1] }],
  ['$add of two dates', { $add: ['$at', '$at'] }],
  ['$subtract of a date from a number', { $subtract: [1, '$at'] }],
  ['$multiply of a date', { $multiply: ['$at', 2] }],
  ['$arrayElemAt at 1.5', { $arrayElemAt: ['$l', 1.5] }],
  ['$range by 0', { $range: [0, 3, 0] }],
  ['$range to 2.5', { $range: [0, 2.5] }],
  ['$range to two milliards', { $size: { $range: [0, 2_000_000_000] } }],
  ['$slice of no elements', { $slice: ['$l', 1, 0] }],
  ['$indexOfArray from below 0', { $indexOfArray: ['$l', 3, -1] }],
  ['$indexOfCP from below 0', { $indexOfCP: ['$s', 'o', -1] }],
  ['$split by the empty text', { $split: ['$s', ''] }],
  ['$substrCP from below 0', { $substrCP: ['$s', -1, 2] }],
  ['$substrCP of less than nothing', { $substrCP: ['$s', 1, -1] }],
  ['$substrBytes inside a character', { $substrBytes: ['$zh', 0, 1] }],
  ['$setEquals of one', { $setEquals: ['$l'] }],
  ['a key that is no text', { $arrayToObject: { $literal: [{ k: 1, v: 1 }] } }],
  ['pairs of three', { $arrayToObject: { $literal: [['a', 1, 2]] } }],
  ['$filter without condition', { $filter: { input: '$l', as: 'x' } }],
  ['$map with a word too many', { $map: { input: '$l', as: 'x', in: 1, out: 2 } }],
  ['$zip with defaults alone', { $zip: { inputs: ['$l'], defaults: [0] } }],
  ['$addToSet outside of a group', { $addToSet: '$l' }],
  ['$push outside of a group', { $push: '$l' }],
]

test.each(REFUSED)('refused: %s', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({ errMsg: expect.any(String) as string })
})

localOnly('the SDK offers no operator that is not emulated, but $meta', async () => {
  const { pipeline: _, ...offered } = contract.db.command.aggregate
  const unknown: string[] = []
  for (const [name, operator] of Object.entries(offered)) {
    const answer = await projected(operator('x')).catch((error: { errMsg: string }) => error.errMsg)
    if (/not emulated/.test(String(answer))) unknown.push(name)
  }
  expect(Object.keys(offered).length).toBeGreaterThan(90)
  expect(unknown.sort()).toEqual(['addToSet', 'meta', 'push']) // two are for groups only
})

const rounds = (initialValue: unknown, body: unknown) => ({
  $reduce: { input: { $range: [0, 34] }, initialValue, in: body },
})

localOnly.each<[string, unknown]>([
  ['lists that double', { $size: rounds([1], { $concatArrays: ['$$value', '$$value'] }) }],
  ['values that hold each other twice', rounds(1, ['$$value', '$$value'])],
  ['texts that double', { $strLenCP: rounds('x', { $concat: ['$$value', '$$value'] }) }],
  ['loops in loops', rounds(0, { $size: { $map: { input: { $range: [0, 999_999] }, in: '$$value' } } })],
  [
    'a pattern that would search for ever',
    { $regexMatch: { input: 'a'.repeat(50) + '!', regex: '^(a+)+$' } },
  ],
])('%s end, and the cloud goes on', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({ errMsg: expect.any(String) as string })
  expect(await projected('$i')).toEqual([{ r: 5 }])
})

localOnly.each<[string, unknown]>([
  ...['$replaceAll', '$dateDiff', '$function', '$rand', '$meta', '$sin', '$getField', '$constructor'].map<
    [string, unknown]
  >(name => [name, { [name]: 1 }]),
  ['$$NOW', '$$NOW'],
  ['a part of a text from below 0', { $substr: ['$s', -1, 2] }],
  ['a sum of decimals', { $sum: [new Decimal128('0.1'), 1] }],
  ['$ifNull of three', { $ifNull: ['$nil', '$nil', 1] }],
  ['whole numbers beyond 2^53', { $multiply: [9007199254740991, 3] }],
])('not emulated: %s', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({
    errMsg: expect.stringContaining('not emulated') as string,
  })
})
