import { openContract, type Contract } from './database'
import { nodeDatabase, type NodeDatabase, type NodePipeline, type Row } from './node-sdk'

// Every aggregation operator that the SDK offers, with the examples that documentation gives of them.

let contract: Contract
let db: NodeDatabase
beforeAll(async () => {
  contract = await openContract()
  db = nodeDatabase()
})
afterAll(() => contract.close())

async function pipelineOn(docs: Row[]): Promise<NodePipeline> {
  const collection = await contract.fresh(docs)
  return db.collection(contract.nameOf(collection)).aggregate()
}
const end = async (pipeline: NodePipeline) =>
  ((await (pipeline.end!() as unknown as Promise<{ data: Row[] }>)) as { data: Row[] }).data
const D = (text: string) => new Date(text)
const at = D('2019-05-14T09:38:51.686Z')

type Example = [operator: string, operand: unknown, result: unknown, doc?: Row]

const ARITHMETIC: Example[] = [
  ['abs', '$a', 5, { a: -5 }],
  ['abs', '$a', null, { a: null }],
  ['add', ['$a', '$b', 1], 6, { a: 2, b: 3 }],
  ['add', ['$at', 60_000], D('2019-05-14T09:39:51.686Z'), { at }],
  ['ceil', '$a', 8, { a: 7.8 }],
  ['ceil', '$a', -2, { a: -2.8 }],
  ['divide', ['$a', '$b'], 2.5, { a: 5, b: 2 }],
  ['exp', '$a', 1, { a: 0 }],
  ['floor', '$a', -3, { a: -2.8 }],
  ['ln', '$a', 0, { a: 1 }],
  ['log', [100, 10], 2],
  ['log', ['$a', 2], 3, { a: 8 }],
  ['log10', '$a', 3, { a: 1000 }],
  ['mod', ['$a', 4], 2, { a: 10 }],
  ['mod', ['$a', 3], -1, { a: -10 }],
  ['multiply', ['$a', '$b', 2], 12, { a: 2, b: 3 }],
  ['pow', ['$a', 3], 8, { a: 2 }],
  ['sqrt', '$a', 3, { a: 9 }],
  ['subtract', ['$a', '$b'], -1, { a: 2, b: 3 }],
  ['subtract', ['$at', 686], D('2019-05-14T09:38:51.000Z'), { at }],
  ['trunc', '$a', -2, { a: -2.8 }],
  ['add', ['$a', null], null, { a: 1 }],
  ['multiply', ['$a', '$none'], null, { a: 1 }],
]

const ARRAYS: Example[] = [
  ['arrayElemAt', ['$l', 0], 1, { l: [1, 2, 3] }],
  ['arrayElemAt', ['$l', -1], 3, { l: [1, 2, 3] }],
  ['arrayElemAt', ['$l', 9], undefined, { l: [1, 2, 3] }],
  [
    'arrayToObject',
    '$l',
    { a: 1, b: 2 },
    {
      l: [
        ['a', 1],
        ['b', 2],
      ],
    },
  ],
  ['arrayToObject', '$l', { a: 1 }, { l: [{ k: 'a', v: 1 }] }],
  ['concatArrays', ['$l', [3]], [1, 2, 3], { l: [1, 2] }],
  ['concatArrays', ['$l', '$none'], null, { l: [1, 2] }],
  ['filter', { input: '$l', as: 'x', cond: { $gte: ['$$x', 2] } }, [2, 3], { l: [1, 2, 3] }],
  ['filter', { input: '$l', as: 'x', cond: { $eq: ['$$x.a', 1] } }, [{ a: 1 }], { l: [{ a: 1 }, { a: 2 }] }],
  ['in', [2, '$l'], true, { l: [1, 2] }],
  ['indexOfArray', ['$l', 'b'], 1, { l: ['a', 'b', 'b'] }],
  ['indexOfArray', ['$l', 'b', 2], 2, { l: ['a', 'b', 'b'] }],
  ['indexOfArray', ['$l', 'z'], -1, { l: ['a'] }],
  ['isArray', '$l', true, { l: [] }],
  ['isArray', '$l', false, { l: 5 }],
  ['map', { input: '$l', as: 'x', in: { $add: ['$$x', 1] } }, [2, 3], { l: [1, 2] }],
  [
    'objectToArray',
    '$o',
    [
      { k: 'a', v: 1 },
      { k: 'b', v: 'x' },
    ],
    { o: { a: 1, b: 'x' } },
  ],
  ['range', [0, 10, 3], [0, 3, 6, 9]],
  ['range', [10, 0, -4], [10, 6, 2]],
  ['reduce', { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } }, 6, { l: [1, 2, 3] }],
  [
    'reduce',
    { input: '$l', initialValue: '', in: { $concat: ['$$value', '$$this'] } },
    'abc',
    { l: ['a', 'b', 'c'] },
  ],
  ['reverseArray', '$l', [3, 2, 1], { l: [1, 2, 3] }],
  ['size', '$l', 2, { l: [1, [2]] }],
  ['slice', ['$l', 2], [1, 2], { l: [1, 2, 3] }],
  ['slice', ['$l', -2], [2, 3], { l: [1, 2, 3] }],
  ['slice', ['$l', 1, 1], [2], { l: [1, 2, 3] }],
  [
    'zip',
    { inputs: ['$l', '$m'] },
    [
      [1, 'a'],
      [2, 'b'],
    ],
    { l: [1, 2, 3], m: ['a', 'b'] },
  ],
  [
    'zip',
    { inputs: ['$l', '$m'], useLongestLength: true, defaults: [0, 'z'] },
    [
      [1, 'a'],
      [2, 'z'],
    ],
    { l: [1, 2], m: ['a'] },
  ],
]

const LOGIC: Example[] = [
  ['and', [{ $gt: ['$a', 1] }, true], true, { a: 2 }],
  ['and', [], true],
  ['or', ['$none', 0], false],
  ['or', [], false],
  ['not', ['$a'], true, { a: 0 }],
  ['not', ['$a'], false, { a: 'false' }],
  ['cmp', ['$a', '$b'], -1, { a: 1, b: 2 }],
  ['cmp', ['$a', '$b'], 1, { a: 'x', b: 2 }],
  ['eq', ['$a', 1], true, { a: 1 }],
  ['eq', ['$a', '1'], false, { a: 1 }],
  ['gt', ['$a', 1], true, { a: 'x' }],
  ['gte', ['$a', 1], true, { a: 1 }],
  ['lt', ['$none', 1], true],
  ['lte', ['$a', 1], true, { a: null }],
  ['neq', ['$a', 1], true, { a: 2 }],
  ['cond', { if: { $gte: ['$a', 60] }, then: 'pass', else: 'fail' }, 'pass', { a: 60 }],
  ['cond', ['$a', 1, 2], 2, { a: false }],
  ['ifNull', ['$a', 'none'], 'none', { a: null }],
  [
    'switch',
    {
      branches: [
        { case: { $eq: ['$a', 1] }, then: 'one' },
        { case: { $eq: ['$a', 2] }, then: 'two' },
      ],
      default: 'more',
    },
    'two',
    { a: 2 },
  ],
  ['literal', '$a', '$a', { a: 1 }],
  ['literal', { $add: [1, 2] }, { $add: [1, 2] }],
  ['let', { vars: { sum: { $add: ['$a', '$b'] } }, in: { $multiply: ['$$sum', 2] } }, 6, { a: 1, b: 2 }],
  ['mergeObjects', ['$a', '$b', { z: 1 }], { x: 2, y: 1, z: 1 }, { a: { x: 1, y: 1 }, b: { x: 2 } }],
]

const SETS: Example[] = [
  ['allElementsTrue', ['$l'], true, { l: [1, 'x', []] }],
  ['allElementsTrue', ['$l'], false, { l: [1, 0] }],
  ['anyElementTrue', ['$l'], true, { l: [0, 1] }],
  ['anyElementTrue', ['$l'], false, { l: [] }],
  ['setDifference', ['$l', '$m'], [1], { l: [1, 2], m: [2, 3] }],
  ['setEquals', ['$l', '$m'], true, { l: [1, 2, 2], m: [2, 1] }],
  ['setIntersection', ['$l', '$m'], [2], { l: [1, 2], m: [2, 3] }],
  ['setIsSubset', ['$l', '$m'], true, { l: [2], m: [2, 3] }],
  ['setUnion', ['$l', '$m'], [1, 2, 3], { l: [1, 2], m: [2, 3] }],
]

const TEXTS: Example[] = [
  ['concat', ['$a', ' ', '$b'], 'x y', { a: 'x', b: 'y' }],
  ['concat', ['$a', '$none'], null, { a: 'x' }],
  ['indexOfBytes', ['$a', 'b'], 3, { a: '中b' }],
  ['indexOfCP', ['$a', 'b'], 1, { a: '中b' }],
  ['indexOfCP', ['$a', 'z'], -1, { a: '中b' }],
  ['split', ['$a', '-'], ['a', 'b', ''], { a: 'a-b-' }],
  ['strLenBytes', '$a', 4, { a: '中b' }],
  ['strLenCP', '$a', 2, { a: '中b' }],
  ['strcasecmp', ['$a', 'ABC'], 0, { a: 'abc' }],
  ['strcasecmp', ['$a', 'b'], -1, { a: 'A' }],
  ['substr', ['$a', 1, 2], 'bc', { a: 'abcd' }],
  ['substr', ['$a', 1, -1], 'bcd', { a: 'abcd' }],
  ['substrBytes', ['$a', 0, 3], '中', { a: '中b' }],
  ['substrCP', ['$a', 1, 1], 'b', { a: '中b' }],
  ['toLower', '$a', 'abc', { a: 'aBC' }],
  ['toUpper', '$a', '', { a: null }],
]

const DATES: Example[] = [
  ['year', '$at', 2019, { at }],
  ['month', '$at', 5, { at }],
  ['dayOfMonth', '$at', 14, { at }],
  ['dayOfWeek', '$at', 3, { at }],
  ['dayOfYear', '$at', 134, { at }],
  ['hour', '$at', 9, { at }],
  ['minute', '$at', 38, { at }],
  ['second', '$at', 51, { at }],
  ['millisecond', '$at', 686, { at }],
  ['week', '$at', 19, { at }],
  ['isoWeek', '$at', 20, { at }],
  ['isoWeekYear', '$at', 2019, { at }],
  ['isoWeekYear', '$at', 2018, { at: D('2018-12-30T00:00:00Z') }],
  ['isoWeek', '$at', 1, { at: D('2018-12-31T00:00:00Z') }],
  ['isoDayOfWeek', '$at', 2, { at }],
  ['isoDayOfWeek', '$at', 7, { at: D('2018-12-30T00:00:00Z') }],
  ['hour', { date: '$at', timezone: 'Asia/Shanghai' }, 17, { at }],
  [
    'dateFromParts',
    { year: 2017, month: 2, day: 8, hour: 12, timezone: 'America/New_York' },
    D('2017-02-08T17:00:00Z'),
  ],
  ['dateFromString', { dateString: '2019-05-14T09:38:51.686Z' }, at],
  ['dateToString', { date: '$at', format: '%Y-%m-%d' }, '2019-05-14', { at }],
  ['dateToString', { date: '$at', format: '%H:%M:%S', timezone: 'Asia/Shanghai' }, '17:38:51', { at }],
  ['dateToString', { date: '$at', format: '%Y %j %u %V %L%%' }, '2019 134 2 20 686%', { at }],
  ['dateToString', { date: '$at', format: '%G-%V %U' }, '2018-52 52', { at: D('2018-12-30T00:00:00Z') }],
  ['week', '$at', 0, { at: D('2019-01-05T00:00:00Z') }],
  ['trunc', ['$a', 1], 2.5, { a: 2.57 }],
  ['substrBytes', ['$a', 2, 9], 'c', { a: 'abc' }],
  ['substr', ['$a', 9, 1], '', { a: 'abc' }],
  ['dateToString', { date: '$none', onNull: 'none' }, 'none'],
  ['dateToString', { date: '$none' }, null],
]

test.each([...ARITHMETIC, ...ARRAYS, ...LOGIC, ...SETS, ...TEXTS, ...DATES])(
  '%s(%j)',
  async (operator, operand, result, doc = {}) => {
    const expression = db.command.aggregate[operator]!(operand)
    const pipeline = (await pipelineOn([{ _id: 1, ...doc }])).project!({ _id: 0, v: expression })
    expect((await end(pipeline))[0]!.v).toEqual(result)
  },
)
