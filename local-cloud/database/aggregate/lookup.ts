import { refused } from '../../errors'
import { encode } from '../../values/encode'
import { isDoc, type Doc } from '../../values/types'
import { leavesAt } from '../match/path'
import { copy } from '../update/apply'
import { placeToWrite, writePlace } from '../update/path'
import { readExpression } from './expression'
import { checkPath, checkVariable } from './field-path'
import { named, type Variables } from './operands'
import type { StageContext } from './stage-context'

const OPTIONS = 'from as localField? foreignField? pipeline? let?'

/** Joins another collection: by equal fields, by a pipeline, or by both. */
export function lookup(docs: Doc[], operand: Doc, context: StageContext): Doc[] {
  const { from, as, localField, foreignField, pipeline, let: names } = named('$lookup', operand, OPTIONS)
  if (typeof from !== 'string' || typeof as !== 'string')
    throw refused("$lookup needs strings in 'from' and 'as'")
  checkPath(as)
  const isByFields = typeof localField === 'string' && typeof foreignField === 'string'
  if ((!isByFields && !Array.isArray(pipeline)) || isByFields !== 'localField' in operand)
    throw refused(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  if (isByFields) [localField, foreignField].forEach(checkPath)
  if (names !== undefined && !Array.isArray(pipeline)) throw refused("$lookup with 'let' needs a 'pipeline'")
  const bind = readLet(names, context)
  const others = context.read(from, isByFields ? keysQuery(docs, localField, foreignField) : {})
  const candidates = isByFields ? byFields(others, localField, foreignField) : () => others
  return docs.map(doc => {
    const joined = Array.isArray(pipeline)
      ? context.run(candidates(doc), pipeline as Doc[], bind(doc))
      : candidates(doc)
    const own = copy(doc)
    writePlace(placeToWrite(own, as), joined.map(copy))
    return own
  })
}

function readLet(names: unknown, { variables }: StageContext): (doc: Doc) => Variables {
  if (names === undefined) return () => variables
  if (!isDoc(names)) throw refused("$lookup argument 'let' must be an object")
  const values = Object.entries(names).map(
    ([name, e]) => [checkVariable(name), readExpression(e, variables)] as const,
  )
  return doc => {
    const own = values.map(([name, value]) => [name, value(doc)])
    return { ...variables, ...(Object.fromEntries(own) as Variables) }
  }
}

/** What could join with any of these: a condition that an index serves. Patterns and nested arrays are too odd for one. */
function keysQuery(docs: Doc[], localField: string, foreignField: string): Doc {
  const values = docs.flatMap(doc => leavesAt(doc, localField.split('.')).flatMap(({ value }) => value ?? null))
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

function byFields(others: Doc[], localField: string, foreignField: string): (doc: Doc) => Doc[] {
  const places = new Map<string, number[]>()
  others.forEach((other, i) => {
    for (const key of keysOf(other, foreignField)) places.set(key, [...(places.get(key) ?? []), i])
  })
  return doc => {
    const found = new Set(keysOf(doc, localField).flatMap(key => places.get(key) ?? []))
    return [...found].sort((a, b) => a - b).map(i => others[i]!)
  }
}
