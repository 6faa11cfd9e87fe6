import { localOnly, openContract, type Contract } from './database'
import { run as runPipeline, type Row, type Stages } from './pipeline'

// What stages refuse, and the shapes that are easily got wrong.

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const docs = [
  { _id: 1, v: 1, x: { y: 1, z: 2 }, l: [{ a: 1, b: 2 }, { a: 3 }, 5] },
  { _id: 2, v: null },
  { _id: 3, v: 7, l: [] },
  { _id: 4 },
]
const run = (stages: Stages, own: Row[] = docs) => runPipeline(contract, { docs: own, stages, other: [] })
const first = (stages: Stages) => run(stages, docs.slice(0, 1))

test('missing and null are different inside the key of a group', async () => {
  const groups = await run([
    ['group', { _id: { v: '$v' }, n: { $sum: 1 } }],
    ['sort', { _id: 1 }],
  ])
  expect(groups).toEqual([
    { _id: {}, n: 1 },
    { _id: { v: null }, n: 1 },
    { _id: { v: 1 }, n: 1 },
    { _id: { v: 7 }, n: 1 },
  ])
})

test('accumulators of nothing', async () => {
  const of = (operator: string) => ({ [operator]: '$none' })
  const group = {
    s: of('$sum'),
    a: of('$avg'),
    m: of('$max'),
    p: of('$push'),
    f: of('$first'),
    l: of('$last'),
  }
  const deviations = { dp: of('$stdDevPop'), ds: of('$stdDevSamp'), set: of('$addToSet') }
  expect(await run([['group', { _id: null, ...group, ...deviations }]])).toEqual([
    { _id: null, s: 0, a: null, m: null, p: [], f: null, l: null, dp: null, ds: null, set: [] },
  ])
})

test.each<[string, Stages, Row]>([
  [
    'a field computed in each element of an array',
    [['project', { 'l.c': '$v' }]],
    { _id: 1, l: [{ c: 1 }, { c: 1 }, { c: 1 }] },
  ],
  [
    'the same, beside a kept one',
    [['project', { 'l.c': '$v', 'l.a': 1 }]],
    {
      _id: 1,
      l: [{ a: 1, c: 1 }, { a: 3, c: 1 }, { c: 1 }],
    },
  ],
  [
    'addFields over scalars in an array',
    [
      ['project', { l: 1 }],
      ['addFields', { 'l.c': '$_id' }],
    ],
    { _id: 1, l: [{ a: 1, b: 2, c: 1 }, { a: 3, c: 1 }, { c: 1 }] },
  ],
  [
    'addFields through a scalar',
    [
      ['project', { v: 1 }],
      ['addFields', { 'v.w': 2 }],
    ],
    { _id: 1, v: { w: 2 } },
  ],
  [
    'addFields of nothing leaves the object around it',
    [
      ['project', { _id: 1 }],
      ['addFields', { 'a.b': '$none' }],
    ],
    { _id: 1, a: {} },
  ],
  [
    'an object in project keeps, and computes',
    [['project', { x: { y: 1, w: '$v' } }]],
    { _id: 1, x: { y: 1, w: 1 } },
  ],
  ['a key made anew', [['project', { _id: '$v', w: { $literal: 1 } }]], { _id: 1, w: 1 }],
  [
    'the place of an unwound element, inside',
    [
      ['unwind', { path: '$l', includeArrayIndex: 'p.i' }],
      ['limit', 1],
      ['project', { p: 1 }],
    ],
    { _id: 1, p: { i: 0 } },
  ],
])('%s', async (_name, stages, result) => expect(await first(stages)).toEqual([result]))

test('unwind enters no array on the way', async () => {
  expect(await first([['unwind', '$l.a']])).toEqual([])
  expect(await first([['unwind', '$l.0']])).toEqual([])
})

const bucket = (spec: Row): Stages => [['bucket', { groupBy: '$v', ...spec }]]

test.each<[string, Stages]>([
  [
    'a sort by nothing',
    [
      ['match', { v: 1 }],
      ['sort', {}],
    ],
  ],
  ['a sort by an empty name', [['sort', { 'a..b': 1 }]]],
  ['a sort by nothing, first', [['sort', {}]]],
  ['a limit that is a text', [['limit', '2']]],
  ['a skip below 0', [['skip', -1]]],
  ['a field of a group with a dot', [['group', { _id: null, 'x.y': { $sum: 1 } }]]],
  ['a field of a group with $', [['group', { _id: null, $x: { $sum: 1 } }]]],
  ['two accumulators in a field', [['group', { _id: null, n: { $sum: 1, $avg: 1 } }]]],
  ['a field of a group without accumulator', [['group', { _id: null, n: 1 }]]],
  ['an accumulator of two', [['group', { _id: null, n: { $sum: ['$v', '$v'] } }]]],
  ['a default inside the boundaries', bucket({ boundaries: [0, 5], default: 3 })],
  ['boundaries of two types', bucket({ boundaries: [0, 'x'] })],
  ['boundaries that fall', bucket({ boundaries: [5, 0] })],
  ['boundaries that are no constants', bucket({ boundaries: [0, '$v'] })],
  ['one boundary', bucket({ boundaries: [0] })],
  ['a value outside the boundaries', bucket({ boundaries: [0, 5] })],
  ['a bucket by a constant', bucket({ groupBy: 'v', boundaries: [0, 5], default: 9 })],
  ['a word that bucket does not know', bucket({ boundaries: [0, 5], default: 9, size: 1 })],
  ['no buckets', [['bucketAuto', { groupBy: '$v', buckets: 0 }]]],
  ['a sortByCount of several fields', [['sortByCount', { v: '$v' }]]],
  ['a sortByCount of a constant', [['sortByCount', 'v']]],
  ['addFields of an empty name', [['addFields', { 'a..b': 1 }]]],
  ['addFields of a name with $', [['addFields', { $v: 1 }]]],
  ['addFields that ends with a dot', [['addFields', { 'v.': 1 }]]],
  ['addFields of nothing', [['addFields', {}]]],
  ['addFields twice at one place', [['addFields', { a: 1, 'a.b': 2 }]]],
  ['a project of nothing', [['project', {}]]],
  ['a project of a path', [['project', { w: '$v.' }]]],
  ['a project of both kinds', [['project', { v: 1, x: 0 }]]],
  ['a project of both kinds, computing', [['project', { w: '$v', x: 0 }]]],
  ['a project twice at one place', [['project', { x: 1, 'x.y': 1 }]]],
  ['a root that is no document', [['replaceRoot', { newRoot: '$v' }]]],
  ['an unwind with a word too many', [['unwind', { path: '$l', keepEmpty: true }]]],
  ['an unwind of a variable', [['unwind', '$$ROOT']]],
  ['a lookup by half', [['lookup', { from: '', localField: 'v', as: 'j' }]]],
  [
    'a lookup with a word too many',
    [['lookup', { from: '', localField: 'v', foreignField: 'v', as: 'j', limit: 1 }]],
  ],
  ['a lookup with a capital variable', [['lookup', { from: '', let: { V: '$v' }, pipeline: [], as: 'j' }]]],
  ['a count with a dot', [['count', 'a.b']]],
  ['a sample below 0', [['sample', { size: -1 }]]],
  [
    'an expression at fault, of no documents',
    [
      ['match', { _id: 9 }],
      ['project', { r: { $cond: [1] } }],
    ],
  ],
])('refused: %s', async (_name, stages) => {
  await expect(run(stages)).rejects.toMatchObject({
    errMsg: expect.not.stringContaining('not emulated') as string,
  })
})

localOnly.each<[string, unknown]>([
  ['constructor', {}],
  ['toString', 1],
  ['$unset', '$v'],
  ['$unset', 5],
  ['$facet', { a: [{ $facet: { b: [] } }] }],
  ['$facet', { a: 1 }],
  ['$facet', {}],
  ['$facet', { a: [{ $limit: 0 }] }],
])('refused, where only other clients send it: %s %j', async (stage, operand) => {
  const collection = await contract.fresh(docs)
  const response = await fetch(contract.cloud.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      action: 'database.aggregateDocuments',
      collectionName: contract.nameOf(collection),
      stages: [{ stageKey: stage, stageValue: JSON.stringify(operand) }],
    }),
  })
  expect(await response.json()).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
})
