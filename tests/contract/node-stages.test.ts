import { openContract, type Contract } from './database'
import { nodeDatabase, type NodeDatabase, type NodePipeline, type Row } from './node-sdk'

// Stages and accumulators as the SDK offers them, with examples as documentation gives them.

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

describe('groups', () => {
  const docs = [
    { _id: 1, g: 'a', n: 2, t: 'x', mixed: 5, rare: 1, pair: { x: 1, y: 2 }, at: D('2026-01-01') },
    { _id: 2, g: 'a', n: 4, t: 'x', mixed: 'x', pair: { y: 2, x: 1 }, at: D('2026-01-03') },
    { _id: 3, g: 'b', n: 10, t: 'y', mixed: [1], rare: null, pair: { x: 1, y: 2 }, at: D('2026-01-02') },
    { _id: 4, g: 'b', n: null, t: 'z', mixed: D('2026-01-01'), at: D('2026-01-02') },
  ]
  test.each<[string, unknown, unknown, unknown]>([
    ['sum', '$n', 6, 10],
    ['sum', 1, 2, 2],
    ['avg', '$n', 3, 10],
    ['first', '$n', 2, 10],
    ['last', '$n', 4, null],
    ['max', '$n', 4, 10],
    ['min', '$n', 2, 10],
    ['max', '$at', D('2026-01-03'), D('2026-01-02')],
    ['push', '$t', ['x', 'x'], ['y', 'z']],
    [
      'push',
      { t: '$t', n: '$n' },
      [
        { t: 'x', n: 2 },
        { t: 'x', n: 4 },
      ],
      [
        { t: 'y', n: 10 },
        { t: 'z', n: null },
      ],
    ],
    ['push', '$rare', [1], [null]],
    [
      'addToSet',
      '$pair',
      [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
      [{ x: 1, y: 2 }],
    ],
    ['max', '$mixed', 'x', D('2026-01-01')],
    ['min', '$mixed', 5, [1]],
    ['stdDevPop', '$n', 1, 0],
    ['stdDevSamp', '$n', Math.SQRT2, null],
  ])('%s(%j)', async (operator, operand, a, b) => {
    const group = { _id: '$g', v: db.command.aggregate[operator]!(operand) }
    const pipeline = (await pipelineOn(docs)).sort!({ _id: 1 }).group!(group).sort!({ _id: 1 })
    expect(await end(pipeline)).toEqual([
      { _id: 'a', v: a },
      { _id: 'b', v: b },
    ])
  })

  test('addToSet; by several fields; of all', async () => {
    const { addToSet, sum } = db.command.aggregate
    const sets = (await pipelineOn(docs)).group!({ _id: '$g', v: addToSet!('$t') }).sort!({ _id: 1 })
    expect((await end(sets)).map(({ v }) => (v as string[]).sort())).toEqual([['x'], ['y', 'z']])
    const byTwo = (await pipelineOn(docs)).group!({ _id: { g: '$g', t: '$t' }, n: sum!(1) }).sort!({ n: -1 })
    expect((await end(byTwo))[0]).toEqual({ _id: { g: 'a', t: 'x' }, n: 2 })
    expect(await end((await pipelineOn(docs)).group!({ _id: null, n: sum!('$n') }))).toEqual([
      { _id: null, n: 16 },
    ])
  })
})

describe('stages', () => {
  const books = [
    { _id: 1, title: 'a', price: 10, tags: ['x', 'y'], author: { name: 'p' } },
    { _id: 2, title: 'b', price: 25, tags: [], author: { name: 'q' } },
    { _id: 3, title: 'c', price: 40, author: { name: 'p' } },
  ]
  type Stage = (pipeline: NodePipeline) => NodePipeline
  test.each<[string, Stage, Row[]]>([
    [
      'match with a command',
      p => p.match!({ price: db.command.gt!(20) }).project!({ _id: 1 }),
      [{ _id: 2 }, { _id: 3 }],
    ],
    [
      'match with or',
      p => p.match!(db.command.or!([{ _id: 1 }, { price: 40 }])).project!({ _id: 1 }),
      [{ _id: 1 }, { _id: 3 }],
    ],
    ['match with a regular expression', p => p.match!({ title: /^[bc]/ }).count!('n'), [{ n: 2 }]],
    ['count', p => p.count!('n'), [{ n: 3 }]],
    ['sort, skip, limit', p => p.sort!({ price: -1 }).skip!(1).limit!(1).project!({ _id: 1 }), [{ _id: 2 }]],
    [
      'addFields',
      p =>
        p.match!({ _id: 2 }).addFields!({
          'author.old': true,
          twice: db.command.aggregate.multiply!(['$price', 2]),
        }),
      [{ ...books[1]!, author: { name: 'q', old: true }, twice: 50 }],
    ],
    [
      'project: rename, compute, exclude',
      p =>
        p.match!({ _id: 1 }).project!({
          _id: 0,
          name: '$author.name',
          n: db.command.aggregate.size!('$tags'),
        }),
      [{ name: 'p', n: 2 }],
    ],
    [
      'project without',
      p => p.match!({ _id: 3 }).project!({ price: 0, 'author.name': 0 }),
      [{ _id: 3, title: 'c', author: {} }],
    ],
    [
      'unwind',
      p => p.unwind!('$tags').project!({ tags: 1 }),
      [
        { _id: 1, tags: 'x' },
        { _id: 1, tags: 'y' },
      ],
    ],
    [
      'unwind, keeping the empty, with the place',
      p =>
        p.unwind!({ path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' }).project!({
          i: 1,
        }),
      [
        { _id: 1, i: 0 },
        { _id: 1, i: 1 },
        { _id: 2, i: null },
        { _id: 3, i: null },
      ],
    ],
    ['replaceRoot', p => p.match!({ _id: 1 }).replaceRoot!({ newRoot: '$author' }), [{ name: 'p' }]],
    [
      'replaceRoot with an expression',
      p =>
        p.match!({ _id: 1 }).replaceRoot!({
          newRoot: db.command.aggregate.mergeObjects!([{ z: 1 }, '$author']),
        }),
      [{ z: 1, name: 'p' }],
    ],
    [
      'sortByCount',
      p => p.sortByCount!('$author.name'),
      [
        { _id: 'p', count: 2 },
        { _id: 'q', count: 1 },
      ],
    ],
    [
      'bucket',
      p =>
        p.bucket!({
          groupBy: '$price',
          boundaries: [0, 20, 40],
          default: 'other',
          output: { n: db.command.aggregate.sum!(1) },
        }),
      [
        { _id: 0, n: 1 },
        { _id: 20, n: 1 },
        { _id: 'other', n: 1 },
      ],
    ],
    [
      'bucket by default counts',
      p => p.bucket!({ groupBy: '$price', boundaries: [0, 50] }),
      [{ _id: 0, count: 3 }],
    ],
    [
      'bucketAuto',
      p => p.bucketAuto!({ groupBy: '$price', buckets: 3 }),
      [
        { _id: { min: 10, max: 25 }, count: 1 },
        { _id: { min: 25, max: 40 }, count: 1 },
        { _id: { min: 40, max: 40 }, count: 1 },
      ],
    ],
    ['sample of more than there are', p => p.sample!({ size: 9 }).count!('n'), [{ n: 3 }]],
    ['nothing', p => p.match!({ _id: 9 }), []],
  ])('%s', async (_name, stages, result) => {
    expect(await end(stages(await pipelineOn(books)))).toEqual(result)
  })
})

describe('lookup', () => {
  const orders = [{ _id: 4, book: 'novel 1', time: 1 }, { _id: 5, book: 'science 1', time: 2 }, { _id: 6 }]
  const books = [
    { _id: 1, title: 'novel 1', stock: 1 },
    { _id: 3, title: 'science 1', stock: 3 },
    { _id: 7, title: null },
    { _id: 8 },
  ]
  const from = async () => contract.nameOf(await contract.fresh(books))

  test('by equal fields; null and missing are alike', async () => {
    const stage = { from: await from(), localField: 'book', foreignField: 'title', as: 'list' }
    const result = await end((await pipelineOn(orders)).lookup!(stage).sort!({ _id: 1 }))
    expect(result.map(({ list }) => (list as Row[]).map(({ _id }) => _id))).toEqual([[1], [3], [7, 8]])
  })

  test('by a pipeline with variables', async () => {
    const $ = db.command.aggregate
    const isEnough = db.command.expr!($.and!([$.eq!(['$title', '$$book']), $.gte!(['$stock', '$$least'])]))
    const inner = $.pipeline().match!(isEnough).project!({ _id: 0, stock: 1 }).done!()
    const stage = { from: await from(), let: { book: '$book', least: 2 }, pipeline: inner, as: 'list' }
    const result = await end(
      (await pipelineOn(orders)).match!({ _id: { $lt: 6 } }).lookup!(stage).sort!({ _id: 1 }),
    )
    expect(result.map(({ list }) => list)).toEqual([[], [{ stock: 3 }]])
  })

  test('then replaceRoot, as documentation shows it', async () => {
    const $ = db.command.aggregate
    const stage = { from: await from(), localField: 'book', foreignField: 'title', as: 'list' }
    const merged = $.mergeObjects!([$.arrayElemAt!(['$list', 0]), '$$ROOT'])
    const pipeline = (await pipelineOn(orders)).match!({ _id: 4 }).lookup!(stage).replaceRoot!({
      newRoot: merged,
    }).project!({ list: 0 })
    expect(await end(pipeline)).toEqual([{ _id: 4, title: 'novel 1', stock: 1, book: 'novel 1', time: 1 }])
  })
})

test.each<[string, (p: NodePipeline) => NodePipeline]>([
  ['division by a text', p => p.project!({ v: { $divide: ['$t', 2] } })],
  ['an unknown operator', p => p.project!({ v: { $nothing: 1 } })],
  ['an unknown stage', p => p.match!({ $nothing: 1 })],
  ['a group without _id', p => p.group!({ n: { $sum: 1 } })],
  ['a limit of 0', p => p.limit!(0)],
  ['a limit of a text', p => p.limit!('x')],
  ['an unwind without $', p => p.unwind!('tags')],
  ['a project both ways', p => p.project!({ a: 1, b: 0 })],
  ['a count without name', p => p.count!('')],
])('refused: %s', async (_name, stages) => {
  await expect(end(stages(await pipelineOn([{ t: 'x' }])))).rejects.toMatchObject({
    code: expect.any(String) as string,
  })
})
