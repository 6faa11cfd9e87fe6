import { localOnly, openContract, type Contract, type Pipeline } from './database'
import { run as runPipeline, type Row, type Stages } from './pipeline'

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

const D = (text: string | number) => new Date(text)
const run = (docs: Row[], stages: Stages, other: Row[] = []) => runPipeline(contract, { docs, stages, other })

const five = [
  { _id: 1, k: 'a', v: 1 },
  { _id: 2, k: 'b', v: 5 },
  { _id: 3, k: 'a', v: 3 },
  { _id: 4, v: 7 },
  { _id: 5, k: null, v: 2 },
]

describe('group', () => {
  test.each<[string, Stages, Row[]]>([
    [
      'sum, average, least, most, count',
      [
        ['match', { k: 'a' }],
        [
          'group',
          {
            _id: '$k',
            s: { $sum: '$v' },
            a: { $avg: '$v' },
            mn: { $min: '$v' },
            mx: { $max: '$v' },
            n: { $sum: 1 },
          },
        ],
      ],
      [{ _id: 'a', s: 4, a: 2, mn: 1, mx: 3, n: 2 }],
    ],
    [
      'missing and null are one group',
      [
        ['group', { _id: '$k', n: { $sum: 1 } }],
        ['sort', { n: -1, _id: -1 }],
      ],
      [
        { _id: 'a', n: 2 },
        { _id: null, n: 2 },
        { _id: 'b', n: 1 },
      ],
    ],
    [
      'push, first and last follow the order',
      [
        ['sort', { _id: 1 }],
        ['group', { _id: 1, p: { $push: '$v' }, f: { $first: '$v' }, l: { $last: '$v' } }],
      ],
      [{ _id: 1, p: [1, 5, 3, 7, 2], f: 1, l: 2 }],
    ],
    [
      'a key of several parts',
      [
        ['group', { _id: { k: '$k', odd: { $mod: ['$v', 2] } }, n: { $sum: 1 } }],
        ['match', { '_id.k': 'a' }],
      ],
      [{ _id: { k: 'a', odd: 1 }, n: 2 }],
    ],
    [
      'accumulators of expressions',
      [
        [
          'group',
          { _id: null, big: { $sum: { $cond: [{ $gt: ['$v', 2] }, 1, 0] } }, ks: { $addToSet: '$k' } },
        ],
        ['project', { _id: 0, big: 1, n: { $size: '$ks' } }],
      ],
      [{ big: 3, n: 3 }],
    ],
    [
      'sortByCount',
      [
        ['match', { k: 'a' }],
        ['sortByCount', '$k'],
      ],
      [{ _id: 'a', count: 2 }],
    ],
    [
      'bucket with a default',
      [['bucket', { groupBy: '$v', boundaries: [0, 3, 6], default: 'o', output: { n: { $sum: 1 } } }]],
      [
        { _id: 0, n: 2 },
        { _id: 3, n: 2 },
        { _id: 'o', n: 1 },
      ],
    ],
    [
      'bucketAuto',
      [['bucketAuto', { groupBy: '$v', buckets: 2 }]],
      [
        { _id: { min: 1, max: 5 }, count: 3 },
        { _id: { min: 5, max: 7 }, count: 2 },
      ],
    ],
  ])('%s', async (_, stages, result) => expect(await run(five, stages)).toEqual(result))

  test('a sum passes over what is no number; the average of nothing is null', async () => {
    const docs = [{ _id: 1, v: 1 }, { _id: 2, v: 'x' }, { _id: 3 }]
    expect(await run(docs, [['group', { _id: null, s: { $sum: '$v' }, a: { $avg: '$zz' } }]])).toEqual([
      { _id: null, s: 1, a: null },
    ])
  })

  test('by date', async () => {
    const docs = [
      { _id: 1, d: D(5), v: 1 },
      { _id: 2, d: D(5), v: 2 },
    ]
    expect(await run(docs, [['group', { _id: '$d', s: { $sum: '$v' } }]])).toEqual([{ _id: D(5), s: 3 }])
  })
})

describe('shape', () => {
  test.each<[string, Stages, Row[]]>([
    [
      'project computes and renames; missing stays missing',
      [['project', { w: '$v', z: '$nope', d: { $multiply: ['$v', 2] } }]],
      [{ _id: 1, w: 1, d: 2 }],
    ],
    [
      'addFields inside, and $$REMOVE',
      [['addFields', { 'x.y': '$v', k: '$$REMOVE' }]],
      [{ _id: 1, v: 1, x: { y: 1 } }],
    ],
    ['project leaves out', [['project', { k: 0 }]], [{ _id: 1, v: 1 }]],
    ['project of an array', [['project', { _id: 0, t: ['$k', '$nope'] }]], [{ t: ['a', null] }]],
    [
      'replaceRoot',
      [['replaceRoot', { newRoot: { $mergeObjects: [{ a: 1 }, { b: '$v' }] } }]],
      [{ a: 1, b: 1 }],
    ],
    ['count', [['count', 'n']], [{ n: 1 }]],
    [
      'count of nothing is no document',
      [
        ['match', { v: 99 }],
        ['count', 'n'],
      ],
      [],
    ],
  ])('%s', async (_, stages, result) => {
    expect(await run([{ _id: 1, k: 'a', v: 1 }], stages)).toEqual(result)
  })

  test('addFields in every document of an array', async () => {
    const docs = [{ _id: 1, a: [{ b: 1 }, { b: 2 }] }]
    expect(await run(docs, [['addFields', { 'a.r': 9 }]])).toEqual([
      {
        _id: 1,
        a: [
          { b: 1, r: 9 },
          { b: 2, r: 9 },
        ],
      },
    ])
  })

  test('project reaches inside, keeping or leaving out', async () => {
    const docs = [{ _id: 1, x: { y: 1, z: 2 }, k: 3 }]
    expect(await run(docs, [['project', { 'x.y': 0 }]])).toEqual([{ _id: 1, x: { z: 2 }, k: 3 }])
    expect(await run(docs, [['project', { _id: 0, x: { y: 1 } }]])).toEqual([{ x: { y: 1 } }])
  })

  test('sort, skip, limit, sample', async () => {
    const stages: Stages = [
      ['sort', { v: -1 }],
      ['skip', 1],
      ['limit', 2],
      ['project', { _id: 1 }],
    ]
    expect(await run(five, stages)).toEqual([{ _id: 2 }, { _id: 3 }])
    expect(await run(five, [['sample', { size: 2 }]])).toHaveLength(2)
  })

  test('match on a computed field and in an array', async () => {
    const docs = [
      { _id: 1, t: ['a', 'b'] },
      { _id: 2, t: ['c'] },
    ]
    const stages: Stages = [
      ['addFields', { n: { $size: '$t' } }],
      ['match', { t: 'b', n: 2 }],
      ['project', { _id: 1 }],
    ]
    expect(await run(docs, stages)).toEqual([{ _id: 1 }])
  })
})

describe('unwind', () => {
  const docs = [{ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3 }, { _id: 4, a: null }, { _id: 5, a: 7 }]

  test('drops the empty and keeps the plain value', async () => {
    expect(await run(docs, [['unwind', '$a']])).toEqual([
      { _id: 1, a: 1 },
      { _id: 1, a: 2 },
      { _id: 5, a: 7 },
    ])
  })

  test('can keep the empty and number the elements', async () => {
    const options = { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' }
    expect(await run(docs, [['unwind', options]])).toEqual([
      { _id: 1, a: 1, i: 0 },
      { _id: 1, a: 2, i: 1 },
      { _id: 2, i: null },
      { _id: 3, i: null },
      { _id: 4, a: null, i: null },
      { _id: 5, a: 7, i: null },
    ])
  })

  test('its results share nothing', async () => {
    const stages: Stages = [
      ['unwind', '$a'],
      ['addFields', { 'x.y': '$a' }],
    ]
    expect(await run([{ _id: 1, a: [1, 2], x: {} }], stages)).toEqual([
      { _id: 1, a: 1, x: { y: 1 } },
      { _id: 1, a: 2, x: { y: 2 } },
    ])
  })
})

describe('lookup', () => {
  test('by equal fields: arrays on the left, null and missing alike', async () => {
    const left = [{ _id: 1, r: 'x' }, { _id: 2, r: ['x', 'y'] }, { _id: 3 }]
    const right = [{ _id: 1, k: 'x' }, { _id: 2, k: 'y' }, { _id: 3, k: null }, { _id: 4 }]
    const stages: Stages = [
      ['lookup', { from: '', localField: 'r', foreignField: 'k', as: 'j' }],
      ['project', { n: { $map: { input: '$j', as: 'q', in: '$$q._id' } } }],
    ]
    expect(await run(left, stages, right)).toEqual([
      { _id: 1, n: [1] },
      { _id: 2, n: [1, 2] },
      { _id: 3, n: [3, 4] },
    ])
  })

  test('by a pipeline with variables', async () => {
    const pipeline = [{ $match: { $expr: { $gt: ['$q', '$$mm'] } } }, { $project: { _id: 0, q: 1 } }]
    const right = [
      { _id: 1, q: 9 },
      { _id: 2, q: 1 },
    ]
    expect(
      await run([{ _id: 1, m: 5 }], [['lookup', { from: '', let: { mm: '$m' }, pipeline, as: 'j' }]], right),
    ).toEqual([{ _id: 1, m: 5, j: [{ q: 9 }] }])
  })

  test('by fields and a pipeline together', async () => {
    const pipeline = [{ $match: { v: { $gt: 1 } } }, { $project: { _id: 1 } }]
    const right = [
      { _id: 1, k: 'x', v: 1 },
      { _id: 2, k: 'x', v: 2 },
      { _id: 3, k: 'y', v: 9 },
    ]
    const stages: Stages = [['lookup', { from: '', localField: 'r', foreignField: 'k', pipeline, as: 'j' }]]
    expect(await run([{ _id: 1, r: 'x' }], stages, right)).toEqual([{ _id: 1, r: 'x', j: [{ _id: 2 }] }])
  })
})

describe('commands of the SDK', () => {
  test('a monthly summary as the product writes it', async () => {
    const $ = contract.db.command.aggregate
    const docs = [
      { _id: 1, at: D('2026-01-31T17:00:00Z'), fen: 100 },
      { _id: 2, at: D('2026-01-31T15:00:00Z'), fen: 50 },
      { _id: 3, at: D('2026-02-10T00:00:00Z'), fen: 7 },
    ]
    const stages: Stages = [
      [
        'group',
        {
          _id: $.dateToString!({ date: '$at', format: '%Y-%m', timezone: 'Asia/Shanghai' }),
          fen: $.sum!('$fen'),
          n: $.sum!(1),
        },
      ],
      ['sort', { _id: 1 }],
    ]
    expect(await run(docs, stages)).toEqual([
      { _id: '2026-01', fen: 50, n: 1 },
      { _id: '2026-02', fen: 107, n: 2 },
    ])
  })
})

test('aggregation never changes what is stored', async () => {
  const docs = [{ _id: 1, x: { y: 1 }, a: [{ q: 1 }] }]
  const collection = await contract.fresh(docs)
  const stages: Stages = [
    ['addFields', { 'x.z': 5 }],
    ['unwind', '$a'],
    ['addFields', { 'a.w': 1 }],
  ]
  await (
    stages.reduce<Pipeline>(
      (p, [stage, operand]) => p[stage]!(operand),
      collection.aggregate(),
    ) as unknown as { end(): Promise<unknown> }
  ).end()
  expect((await collection.get()).data).toEqual(docs)
})

describe('refused', () => {
  test.each<[string, Stages, RegExp]>([
    ['an expression nobody knows', [['project', { r: { $foo: 1 } }]], /not emulated|\$foo/],
    [
      'an accumulator nobody knows',
      [['group', { _id: 1, r: { $foo: 1 } }]],
      /not emulated|unknown group operator/,
    ],
    ['a group without _id', [['group', { r: { $sum: 1 } }]], /_id/],
    ['a limit of 0', [['limit', 0]], /limit/],
  ])('%s', async (_, stages, message) => {
    await expect(run(five, stages)).rejects.toMatchObject({
      errMsg: expect.stringMatching(message) as string,
    })
  })

  localOnly('geoNear, which only the real service knows', async () => {
    const near = { near: { longitude: 1, latitude: 2 }, distanceField: 'd' }
    await expect(run(five, [['geoNear', near]])).rejects.toMatchObject({
      errMsg: expect.stringMatching(/not emulated/) as string,
    })
  })
})
