import { refused } from '../../errors'
import { encode } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { leavesAt } from '../match/path'
import { copy } from '../update/apply'
import { placeToWrite, writePlace } from '../update/path'
import { readExpression, type Evaluate } from './expression'
import { checkPath, checkVariable } from './field-path'
import { named, type Variables } from './operands'
import type { StageContext } from './stage-context'

const OPTIONS = 'from as localField? foreignField? pipeline? let?'

interface Lookup {
  from: string
  as: string
  fields?: [local: string, foreign: string]
  pipeline?: Doc[]
  let: [name: string, value: Evaluate][]
}

function readLookup(operand: Doc, { variables }: StageContext): Lookup {
  const spec = named('$lookup', operand, OPTIONS)
  const { from, as, pipeline, let: names = {} } = spec
  if (typeof from !== 'string' || typeof as !== 'string')
    throw refused("$lookup needs strings in 'from' and 'as'")
  checkPath(as)
  const fields = readFields(spec)
  if (pipeline !== undefined && !Array.isArray(pipeline))
    throw refused("'pipeline' option must be specified as an array")
  if (!fields && !pipeline)
    throw refused(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  if (!isDoc(names)) throw refused("$lookup argument 'let' must be an object")
  if ('let' in spec && !pipeline) throw refused("$lookup with 'let' needs a 'pipeline'")
  const bound = Object.entries(names).map(([name, e]): [string, Evaluate] => [
    checkVariable(name),
    readExpression(e, variables),
  ])
  return { from, as, fields, pipeline: pipeline as Doc[] | undefined, let: bound }
}

function readFields({ localField, foreignField }: Doc): Lookup['fields'] {
  if (localField === undefined && foreignField === undefined) return undefined
  if (typeof localField !== 'string' || typeof foreignField !== 'string')
    throw refused("$lookup requires both or neither of 'localField' and 'foreignField' to be specified")
  checkPath(localField)
  checkPath(foreignField)
  return [localField, foreignField]
}

/** Joins another collection: by equal fields, by a pipeline, or by both. */
export function lookup(docs: Doc[], operand: Doc, context: StageContext): Doc[] {
  const { from, as, fields, pipeline, let: bound } = readLookup(operand, context)
  const variablesOf = (valueOf: (value: Evaluate) => unknown): Variables => ({
    ...context.variables,
    ...Object.fromEntries(bound.map(([name, value]) => [name, valueOf(value)])),
  })
  // a pipeline at fault is refused even when there is nothing to join
  if (pipeline)
    context.run(
      [],
      pipeline,
      variablesOf(() => null),
    )
  const others = context.read(from, fields ? keysQuery(docs, fields) : {})
  const candidates = fields ? byFields(others, fields) : () => others
  return docs.map(doc => {
    const found = candidates(doc)
    const joined = pipeline
      ? context.run(
          found,
          pipeline,
          variablesOf(value => value(doc)),
        )
      : found
    const own = copy(doc)
    writePlace(placeToWrite(own, as), joined.map(copy))
    return own
  })
}

/** What could join with any of these: a condition that an index serves. Patterns and nested arrays are too odd for one. */
function keysQuery(docs: Doc[], [localField, foreignField]: readonly [string, string]): Doc {
  const values = docs.flatMap(doc =>
    leavesAt(doc, localField.split('.')).flatMap(({ value }) => value ?? null),
  )
  const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  return values.every(isPlain) ? { [foreignField]: { $in: [...new Set(values)] } } : {}
}

/** Missing counts as null; an array joins with each of its elements, on either side. */
function keysOf(doc: Doc, field: string): string[] {
  const values = leavesAt(doc, field.split('.')).flatMap(({ value }) =>
    Array.isArray(value) ? value : [value ?? null],
  )
  return [...new Set(values.map(value => encode(value).toString('latin1')))]
}

function byFields(others: Doc[], [localField, foreignField]: [string, string]): (doc: Doc) => Doc[] {
  const places = new Map<string, number[]>()
  others.forEach((other, i) => {
    for (const key of keysOf(other, foreignField)) places.set(key, [...(places.get(key) ?? []), i])
  })
  return doc => {
    const found = new Set(keysOf(doc, localField).flatMap(key => places.get(key) ?? []))
    return [...found].sort((a, b) => a - b).map(i => others[i]!)
  }
}
