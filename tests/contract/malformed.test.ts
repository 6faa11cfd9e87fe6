import { openContract, type Contract } from './database'
import { run } from './pipeline'

// What is malformed is refused even where it would find nothing, so that a mistake never looks like "none found".

let contract: Contract
beforeAll(async () => (contract = await openContract()))
afterAll(() => contract.close())

type Row = Record<string, unknown>
type Commands = Contract['db']['command']
const refusal = (message: RegExp) => ({ errMsg: expect.stringMatching(message) as string })

describe('an update of nothing', () => {
  test.each<[string, (c: Commands) => Row, RegExp]>([
    ['inc by a text', c => ({ n: c.inc!('x') }), /Cannot increment with non-numeric argument: \{n: "x"\}/],
    ['inc by null', c => ({ n: c.inc!(null) }), /Cannot increment/],
    ['mul by a text', c => ({ n: c.mul!('x') }), /Cannot multiply with non-numeric argument/],
    ['rename to no name', c => ({ n: c.rename!('') }), /contains an empty field name/],
    ['rename to a name that ends with a dot', c => ({ n: c.rename!('a.') }), /contains an empty field name/],
    ['rename to itself', c => ({ n: c.rename!('n') }), /source and target field for \$rename must differ/],
    ['rename into itself', c => ({ n: c.rename!('n.m') }), /must not be on the same path/],
    ['rename out of itself', c => ({ 'n.m': c.rename!('n') }), /must not be on the same path/],
    [
      'rename of an element found',
      c => ({ 'l.$': c.rename!('n') }),
      /source field for \$rename may not be dynamic/,
    ],
    [
      'rename to every element',
      c => ({ n: c.rename!('l.$[]') }),
      /destination field for \$rename may not be dynamic/,
    ],
    ['rename to _id', c => ({ n: c.rename!('_id') }), /immutable field '_id'/],
    ['rename to a number', () => ({ $rename: { n: 5 } }), /'to' field for \$rename must be a string/],
    [
      'a position that is a text',
      c => ({ l: c.push!({ each: [1], position: 'x' }) }),
      /value for \$position/,
    ],
    ['a slice that is a fraction', c => ({ l: c.push!({ each: [1], slice: 0.5 }) }), /value for \$slice/],
    ['an order that is none', c => ({ l: c.push!({ each: [1], sort: 2 }) }), /\$sort is invalid/],
    ['an order by nothing', c => ({ l: c.push!({ each: [1], sort: {} }) }), /\$sort pattern is empty/],
    ['an order by no name', () => ({ $push: { l: { $each: [], $sort: { 'a..b': 1 } } } }), /empty/],
    ['an order up and up', () => ({ $push: { l: { $each: [], $sort: { a: 2 } } } }), /must be 1 or -1/],
    [
      '$each of a number',
      () => ({ $push: { l: { $each: 5 } } }),
      /argument to \$each in \$push must be an array/,
    ],
    [
      'a word that push does not know',
      () => ({ $push: { l: { $each: [], $foo: 1 } } }),
      /Unrecognized clause/,
    ],
    [
      'push words without $each',
      () => ({ $push: { l: { $slice: 1 } } }),
      /dollar \(\$\) prefixed field '\$slice'/,
    ],
    [
      '$each of a text in a set',
      () => ({ $addToSet: { l: { $each: 'x' } } }),
      /\$each in \$addToSet must be an array/,
    ],
    [
      'a position in a set',
      () => ({ $addToSet: { l: { $each: [], $position: 0 } } }),
      /unexpected fields after/,
    ],
    ['pop by 2', () => ({ $pop: { l: 2 } }), /\$pop expects 1 or -1, found: 2/],
    ['pop by a text', () => ({ $pop: { l: '1' } }), /\$pop expects 1 or -1/],
    ['pull by an unknown operator', c => ({ l: c.pull!({ $foo: 1 }) }), /unknown operator: \$foo/],
    [
      'pull by a field with an unknown operator',
      () => ({ $pull: { l: { a: { $foo: 1 } } } }),
      /unknown operator/,
    ],
    ['pull by a broken pattern', () => ({ $pull: { l: { $regex: '(' } } }), /Regular expression is invalid/],
    ['pullAll of a number', () => ({ $pullAll: { l: 5 } }), /\$pullAll requires an array argument/],
    ['bit by nothing', c => ({ n: c.bit!({}) }), /at least one bitwise operation/],
    ['bit by a number', () => ({ $bit: { n: 5 } }), /must pass in an embedded document/],
    ['bit by a fraction', c => ({ n: c.bit!({ and: 0.5 }) }), /must be an Integer/],
    ['bit by a text', c => ({ n: c.bit!({ or: '1' }) }), /must be an Integer/],
    ['bit by another word', c => ({ n: c.bit!({ not: 1 }) }), /only supports 'and', 'or', and 'xor'/],
    ['a moment of a number', () => ({ $currentDate: { t: 5 } }), /not valid type for \$currentDate/],
    [
      'a moment with a word too many',
      () => ({ $currentDate: { t: { $type: 'date', x: 1 } } }),
      /not valid type/,
    ],
    [
      'a path and its parent',
      () => ({ 'a.b': 1, a: 2 }),
      /Updating the path 'a' would create a conflict at 'a'/,
    ],
    [
      'a parent and its path',
      () => ({ a: 2, 'a.b': 1 }),
      /Updating the path 'a.b' would create a conflict at 'a'/,
    ],
    ['a path by two commands', c => ({ $set: { a: 2 }, $inc: { a: 1 }, b: c.inc!(1) }), /conflict at 'a'/],
    ['a path and a new name', () => ({ $set: { a: 2 }, $rename: { b: 'a' } }), /conflict at 'a'/],
    ['every element and one', () => ({ $set: { 'l.$[].a': 1, 'l.0.b': 2 } }), /conflict at 'l'/],
    ['an empty part', () => ({ 'a..b': 1 }), /contains an empty field name/],
    ['an empty part, removed', () => ({ $unset: { 'a.': '' } }), /contains an empty field name/],
    ['an empty part, popped', () => ({ $pop: { '.a': 1 } }), /contains an empty field name/],
    ['a name with $', () => ({ $set: { 'a.$b': 1 } }), /dollar \(\$\) prefixed field '\$b'/],
    ['a name with $, pulled', () => ({ $pull: { 'a.$b': 1 } }), /dollar \(\$\) prefixed field '\$b'/],
    ['a position first', () => ({ $set: { '$[].a': 1 } }), /first position/],
    ['two positions', () => ({ $set: { 'a.$.b.$': 1 } }), /Too many positional/],
    ['a value with $', () => ({ $set: { a: { b: { $c: 1 } } } }), /dollar \(\$\) prefixed field '\$c'/],
    ['a value with a dot', () => ({ $set: { a: { 'b.c': 1 } } }), /dotted field 'b\.c'/],
    [
      'an item with $',
      () => ({ $push: { l: { $each: [{ $c: 1 }] } } }),
      /dollar \(\$\) prefixed field '\$c'/,
    ],
    ['a least with $', () => ({ $min: { a: { $c: 1 } } }), /dollar \(\$\) prefixed field '\$c'/],
    ['an unknown operator', () => ({ $foo: { a: 1 } }), /Unknown modifier: \$foo/],
    ['an operator of a number', () => ({ $inc: 5 }), /Modifiers operate on fields/],
    ['an operator of nothing', () => ({ $set: {} }), /'\$set' is empty/],
  ])('%s', async (_, change, message) => {
    const { command } = contract.db
    const collection = await contract.fresh([{ _id: 'x', n: 1 }])
    await expect(collection.where({ _id: 'none' }).update({ data: change(command) })).rejects.toMatchObject(
      refusal(message),
    )
    await expect(collection.doc('none').update({ data: change(command) })).rejects.toMatchObject(
      refusal(message),
    )
    expect((await collection.get()).data).toEqual([{ _id: 'x', n: 1 }])
  })

  test('nor in a transaction', async () => {
    const name = contract.nameOf(await contract.fresh())
    const transaction = await contract.db.startTransaction()
    const call = transaction
      .collection(name)
      .doc('none')
      .update({ data: { n: contract.db.command.inc!('x') } })
    await expect(call).rejects.toBeDefined()
    await transaction.rollback()
  })
})

describe('a search of nothing', () => {
  test.each<[string, Row, RegExp]>([
    ['an unknown operator', { a: { $foo: 1 } }, /unknown operator/],
    ['an unknown operator in an element', { a: { $elemMatch: { b: { $foo: 1 } } } }, /unknown operator/],
    ['an unknown operator that is negated', { a: { $not: { $foo: 1 } } }, /unknown operator/],
    ['an unknown operator in a branch', { $or: [{ a: 1 }, { b: { $foo: 1 } }] }, /unknown operator/],
    ['$elemMatch of a number', { a: { $elemMatch: 5 } }, /needs an Object/],
    ['$not of a number', { a: { $not: 5 } }, /\$not needs/],
    ['$all of a number', { a: { $all: 5 } }, /needs an array/],
    ['$nin of a number', { a: { $nin: 5 } }, /needs an array/],
    ['$type of a name nobody knows', { a: { $type: 'foo' } }, /type name/],
    ['$expr with an unknown variable', { $expr: { $eq: ['$$x', 1] } }, /undefined variable: x/],
    ['$expr with one operand', { $expr: { $eq: ['$a'] } }, /exactly 2 arguments/],
    ['$expr in an element', { a: { $elemMatch: { b: 1, $expr: true } } }, /\$expr/],
    ['$and of no list', { $and: { a: 1 } }, /nonempty array/],
    ['$nor of a number', { $nor: [5] }, /nonempty array/],
  ])('%s', async (_, query, message) => {
    const collection = await contract.fresh()
    const found = collection.where(query)
    await expect(found.get()).rejects.toMatchObject(refusal(message))
    await expect(found.count()).rejects.toMatchObject(refusal(message))
    await expect(found.update({ data: { n: 1 } })).rejects.toMatchObject(refusal(message))
    await expect(found.remove()).rejects.toMatchObject(refusal(message))
    await expect(run(contract, { docs: [], stages: [['match', query]] })).rejects.toMatchObject(
      refusal(message),
    )
  })

  test.each(['a..b', '.a', 'a.', '$a', 'a.$b'])('an order by %s', async field => {
    const collection = await contract.fresh()
    // the SDK itself throws for some
    const ordered = async () => collection.orderBy(field, 'asc').get()
    await expect(ordered()).rejects.toBeDefined()
  })

  test.each<[string, Row, RegExp]>([
    ['of both kinds', { a: true, b: false }, /mix of inclusion and exclusion/],
    ['of a path twice', { a: true, 'a.b': true }, /Path collision/],
    ['of an empty name', { 'a..b': true }, /empty part/],
    ['of an element by an unknown operator', { a: { $elemMatch: { b: { $foo: 1 } } } }, /unknown operator/],
    ['of a slice of a text', { a: { $slice: 'x' } }, /\$slice/],
  ])('a projection %s', async (_, projection, message) => {
    const collection = await contract.fresh()
    await expect(collection.field(projection).get()).rejects.toMatchObject(refusal(message))
  })
})

describe('stages of no documents', () => {
  const from = ''
  test.each<[string, [string, unknown][], RegExp]>([
    ['project of both kinds', [['project', { a: 1, b: 0 }]], /mix of inclusion and exclusion/],
    ['project of a path twice', [['project', { a: { b: 1 }, 'a.b': 1 }]], /conflicting paths/],
    ['project of an unknown variable', [['project', { a: '$$x' }]], /undefined variable: x/],
    ['division by 0', [['project', { a: { $divide: [1, 0] } }]], /divide/],
    ['arithmetic of a text', [['addFields', { a: { $add: ['$n', { $multiply: ['x', 2] }] } }]], /\$multiply/],
    ['a size of a text', [['group', { _id: { $size: 'x' } }]], /\$size/],
    ['a conversion to what nobody knows', [['project', { a: { $toInt: 'x' } }]], /x/],
    ['addFields of too few operands', [['addFields', { a: { $eq: [1] } }]], /exactly 2 arguments/],
    ['group by an unknown variable', [['group', { _id: '$$x' }]], /undefined variable/],
    ['group with two operands', [['group', { _id: 1, n: { $sum: [1, 2] } }]], /unary operator/],
    [
      'a variable that is out of reach',
      [['project', { a: [{ $map: { input: [], in: 1 } }, '$$this'] }]],
      /this/,
    ],
    [
      'lookup with a stage nobody knows',
      [['lookup', { from, pipeline: [{ $foo: 1 }], as: 'j' }]],
      /Unrecognized/,
    ],
    [
      'lookup with a bad match',
      [['lookup', { from, pipeline: [{ $match: { a: { $foo: 1 } } }], as: 'j' }]],
      /unknown/,
    ],
    [
      'lookup with an unknown variable',
      [['lookup', { from, let: { x: 1 }, pipeline: [{ $match: { $expr: { $eq: ['$$y', 1] } } }], as: 'j' }]],
      /undefined variable: y/,
    ],
    ['lookup with a pipeline of a number', [['lookup', { from, pipeline: 5, as: 'j' }]], /pipeline/],
    [
      'lookup by fields with a pipeline of a number',
      [['lookup', { from, localField: 'a', foreignField: 'b', pipeline: 5, as: 'j' }]],
      /array/,
    ],
    ['lookup by half', [['lookup', { from, foreignField: 'b', pipeline: [], as: 'j' }]], /both or neither/],
    ['unwind of nothing', [['unwind', {}]], /path/],
    ['sample of a text', [['sample', { size: 'x' }]], /\$sample/],
    [
      'sort by a name with $',
      [
        ['match', {}],
        ['sort', { $a: 1 }],
      ],
      /may not start with/,
    ],
    [
      'sort by a text',
      [
        ['skip', 1],
        ['sort', { a: 'up' }],
      ],
      /must be 1 or -1/,
    ],
    ['count with $', [['count', '$n']], /count field/],
    ['replaceRoot without root', [['replaceRoot', {}]], /newRoot/],
    ['bucket without boundaries', [['bucket', { groupBy: '$a' }]], /boundaries/],
    ['bucketAuto of a text', [['bucketAuto', { groupBy: '$a', buckets: 'x' }]], /buckets/],
  ])('%s', async (_, stages, message) => {
    await expect(run(contract, { docs: [], stages })).rejects.toMatchObject(refusal(message))
  })
})
