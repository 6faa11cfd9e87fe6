import { openContract, type Contract } from './database'
import { run, type Row } from './pipeline'

// What every operator of the SDK makes of null, of missing fields and of values that are not of its type.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const doc = {
  _id: 1,
  nil: null,
  i: 5,
  s: 'Abc',
  l: [3, 1, 2],
  o: { a: 1 },
  d: new Date('2026-01-04T23:30:45.678Z'),
}
const projected = (expression: unknown): Promise<Row[]> =>
  run(contract, { docs: [doc], stages: [['project', { _id: 0, r: expression }]] })

const NULL_OF_ONE =
  'abs ceil exp floor ln log10 sqrt trunc arrayToObject reverseArray objectToArray year month dayOfMonth dayOfWeek ' +
  'dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek avg max min stdDevPop stdDevSamp'
const NULL_OF_TWO =
  'add divide log mod multiply pow subtract concatArrays setDifference setIntersection setUnion'

test.each(NULL_OF_ONE.split(' '))('$%s of null, and of nothing, is null', async name => {
  const [result] = await projected([{ [`$${name}`]: '$nil' }, { [`$${name}`]: '$none' }])
  expect(result).toEqual({ r: [null, null] })
})

test.each(NULL_OF_TWO.split(' '))('$%s of null and nothing is null', async name => {
  const [result] = await projected([{ [`$${name}`]: ['$nil', '$none'] }, { [`$${name}`]: ['$none', '$nil'] }])
  expect(result).toEqual({ r: [null, null] })
})

test.each<[string, unknown, unknown]>([
  ['$arrayElemAt', [{ $arrayElemAt: ['$nil', 0] }, { $arrayElemAt: ['$l', '$none'] }], [null, null]],
  ['$concat', [{ $concat: ['a', '$nil'] }, { $concat: ['$none', '$i'] }], [null, null]],
  [
    '$dateFromParts',
    [{ $dateFromParts: { year: '$nil' } }, { $dateFromParts: { year: 2026, day: '$none' } }],
    [null, null],
  ],
  [
    '$dateFromString',
    [{ $dateFromString: { dateString: '$nil' } }, { $dateFromString: { dateString: '$none', onNull: 'x' } }],
    [null, 'x'],
  ],
  [
    '$dateToString',
    [{ $dateToString: { date: '$nil' } }, { $dateToString: { date: '$none', onNull: 'x' } }],
    [null, 'x'],
  ],
  [
    'a timezone of null',
    [{ $hour: { date: '$d', timezone: '$nil' } }, { $dateToString: { date: '$d', timezone: '$none' } }],
    [null, null],
  ],
  ['$filter', { $filter: { input: '$nil', as: 'x', cond: true } }, null],
  ['$indexOfArray', { $indexOfArray: ['$none', 1] }, null],
  [
    '$indexOfCP, $indexOfBytes',
    [{ $indexOfCP: ['$nil', 'a'] }, { $indexOfBytes: ['$none', 'a'] }],
    [null, null],
  ],
  ['$isArray', [{ $isArray: '$nil' }, { $isArray: '$none' }], [false, false]],
  ['$map', { $map: { input: '$none', as: 'x', in: 1 } }, null],
  ['$map makes null of what is missing', { $map: { input: '$l', as: 'x', in: '$$x.y' } }, [null, null, null]],
  ['$mergeObjects', [{ $mergeObjects: '$nil' }, { $mergeObjects: ['$none', '$o'] }], [{}, { a: 1 }]],
  ['$reduce', { $reduce: { input: '$nil', initialValue: 0, in: 1 } }, null],
  ['$slice', [{ $slice: ['$nil', 1] }, { $slice: ['$l', '$none'] }], [null, null]],
  ['$split', [{ $split: ['$nil', '-'] }, { $split: ['$s', '$none'] }], [null, null]],
  ['$strcasecmp', [{ $strcasecmp: ['$nil', ''] }, { $strcasecmp: ['$none', 'a'] }], [0, -1]],
  ['$substr', [{ $substrBytes: ['$nil', 0, 1] }, { $substrCP: ['$none', 0, 1] }], ['', '']],
  ['$sum', [{ $sum: '$nil' }, { $sum: '$none' }, { $sum: ['$i', '$nil'] }], [0, 0, 5]],
  ['$toLower, $toUpper', [{ $toLower: '$nil' }, { $toUpper: '$none' }], ['', '']],
  ['$zip', { $zip: { inputs: ['$l', '$nil'] } }, null],
  [
    '$and, $or, $not',
    [{ $and: ['$nil'] }, { $or: ['$none', '$nil'] }, { $not: ['$nil'] }],
    [false, false, true],
  ],
  [
    '$cond, $switch',
    [{ $cond: ['$nil', 1, 2] }, { $switch: { branches: [{ case: '$none', then: 1 }], default: 2 } }],
    [2, 2],
  ],
  ['$eq', [{ $eq: ['$nil', null] }, { $eq: ['$none', null] }], [true, false]],
  ['an object leaves out what is missing', { a: '$i', b: '$none' }, { a: 5 }],
  ['an array has null for it', ['$i', '$none'], [5, null]],
])('%s', async (_name, expression, result) => {
  expect(await projected(expression)).toEqual([{ r: result }])
})

test.each<[string, unknown]>([
  ['$arrayElemAt beyond the end', { $arrayElemAt: ['$l', 9] }],
  ['$cond', { $cond: [true, '$none', 1] }],
  ['$ifNull', { $ifNull: ['$none', '$none'] }],
  ['$let', { $let: { vars: { a: '$none' }, in: '$$a' } }],
  ['$$REMOVE', '$$REMOVE'],
  ['a field of a scalar', '$i.x'],
])('%s can be missing', async (_name, expression) => {
  expect(await projected(expression)).toEqual([{}])
})

const ONE_NUMBER = 'abs ceil exp floor ln log10 sqrt trunc'
const TWO_NUMBERS = 'divide log mod pow subtract'
const ONE_ARRAY = 'allElementsTrue anyElementTrue arrayToObject reverseArray size'
const ARRAYS = 'concatArrays setDifference setEquals setIntersection setIsSubset setUnion'
const TEXTS = 'strLenBytes strLenCP concat'
const DATES =
  'year month dayOfMonth dayOfWeek dayOfYear hour minute second millisecond week isoWeek isoWeekYear isoDayOfWeek'
const each = (names: string, operand: unknown) =>
  names
    .split(' ')
    .map<[string, unknown]>(name => [`$${name}(${JSON.stringify(operand)})`, { [`$${name}`]: operand }])

test.each<[string, unknown]>([
  ...each(`${ONE_NUMBER} ${ONE_ARRAY} ${DATES} objectToArray`, '$s'),
  ...each(`${TWO_NUMBERS} add multiply ${ARRAYS}`, ['$s', '$s']),
  ...each(`${TEXTS} ${DATES}`, '$i'),
  ...each('strLenBytes strLenCP', '$nil'),
  ...each('allElementsTrue anyElementTrue size setEquals setIsSubset', '$nil'),
  ...each('size', '$none'),
  ...each('setEquals setIsSubset', ['$l', '$nil']),
  ...each('filter map', { input: '$s', as: 'x', in: 1 }),
  ...each('in', [1, '$nil']),
  ...each('indexOfCP indexOfBytes', ['$s', '$nil']),
  ...each('indexOfArray slice arrayElemAt', ['$s', 1]),
  ...each('split', ['$i', '-']),
  ...each('toLower toUpper', '$l'),
  ...each('mergeObjects', ['$s']),
  ...each('range', ['$nil', 2]),
  ...each('zip', { inputs: ['$l', '$s'] }),
])('refused: %s', async (_name, expression) => {
  await expect(projected(expression)).rejects.toMatchObject({
    errMsg: expect.not.stringContaining('not emulated') as string,
  })
})
