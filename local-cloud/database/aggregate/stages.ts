import { notEmulated, refused } from '../../errors'
import { isDoc, isNumber, type Doc } from '../../values/types'
import { compileQuery } from '../match/compile'
import { sortDocs } from '../sort'
import { addFields, projectStage, unsetStage } from './fields'
import { readExpression } from './expression'
import { bucket, bucketAuto, group, sortByCount } from './group'
import { lookup } from './lookup'
import { asNumber, named } from './operands'
import { readSort } from './plan'
import type { StageContext } from './stage-context'
import { unwind } from './unwind'

type Stage = (docs: Doc[], operand: unknown, context: StageContext) => Doc[]

function wholeNumber(operand: unknown, stage: string, least: number): number {
  const n = isNumber(operand) ? asNumber(operand, stage) : NaN
  if (!Number.isInteger(n) || n < least)
    throw refused(`the ${stage} must be a number, whole and at least ${least}`)
  return n
}

function asDoc(operand: unknown, stage: string): Doc {
  if (!isDoc(operand)) throw refused(`${stage} needs an object`)
  return operand
}

const match: Stage = (docs, operand, { variables }) =>
  docs.filter(compileQuery(asDoc(operand, '$match'), variables))

const count: Stage = (docs, operand) => {
  if (typeof operand !== 'string' || !operand || /[$.]/.test(operand))
    throw refused('the count field must be a non-empty string without $ or .')
  return docs.length ? [{ [operand]: docs.length }] : []
}

function sample(docs: Doc[], operand: unknown): Doc[] {
  const size = wholeNumber(named('$sample', operand, 'size').size, '$sample size', 0)
  const pool = [...docs]
  const drawn: Doc[] = []
  while (drawn.length < size && pool.length)
    drawn.push(...pool.splice(Math.floor(Math.random() * pool.length), 1))
  return drawn
}

function replaceRoot(docs: Doc[], expression: unknown, { variables }: StageContext): Doc[] {
  const newRoot = readExpression(expression, variables)
  return docs.map(doc => {
    const root = newRoot(doc)
    if (!isDoc(root)) throw refused("'newRoot' expression must evaluate to an object")
    return root
  })
}

function readFacet([name, pipeline]: [string, unknown]): [string, Doc[]] {
  if (/^\$|\./.test(name))
    throw refused(`FieldPath field names may not contain '.' nor start with '$': ${name}`)
  if (!Array.isArray(pipeline)) throw refused(`arguments to $facet must be arrays, ${name} is not`)
  if ((pipeline as Doc[]).some(stage => isDoc(stage) && '$facet' in stage))
    throw refused('$facet is not allowed to be used within a $facet stage')
  return [name, pipeline as Doc[]]
}

function facet(docs: Doc[], operand: unknown, { run, variables }: StageContext): Doc[] {
  const facets = Object.entries(asDoc(operand, '$facet')).map(readFacet)
  if (!facets.length) throw refused('the $facet specification must be a non-empty object')
  return [Object.fromEntries(facets.map(([name, pipeline]) => [name, run(docs, pipeline, variables)]))]
}

const STAGES: Record<string, Stage> = {
  $match: match,
  $sort: (docs, operand) => sortDocs(docs, doc => doc, readSort(operand)),
  $limit: (docs, operand) => docs.slice(0, wholeNumber(operand, '$limit', 1)),
  $skip: (docs, operand) => docs.slice(wholeNumber(operand, '$skip', 0)),
  $count: count,
  $sample: sample,
  $project: projectStage,
  $addFields: addFields,
  $set: addFields,
  $unset: unsetStage,
  $replaceRoot: (docs, operand, context) =>
    replaceRoot(docs, named('$replaceRoot', operand, 'newRoot').newRoot, context),
  $replaceWith: replaceRoot,
  $group: (docs, operand, { variables }) => group(docs, asDoc(operand, '$group'), variables),
  $bucket: (docs, operand, { variables }) => bucket(docs, asDoc(operand, '$bucket'), variables),
  $bucketAuto: (docs, operand, { variables }) => bucketAuto(docs, asDoc(operand, '$bucketAuto'), variables),
  $sortByCount: (docs, operand, { variables }) => sortByCount(docs, operand, variables),
  $unwind: (docs, operand) => unwind(docs, operand),
  $lookup: (docs, operand, context) => lookup(docs, asDoc(operand, '$lookup'), context),
  $facet: facet,
}

const REAL_BUT_NOT_HERE = [
  ...[
    '$geoNear',
    '$graphLookup',
    '$merge',
    '$out',
    '$redact',
    '$unionWith',
    '$documents',
    '$search',
    '$searchMeta',
  ],
  ...[
    '$densify',
    '$fill',
    '$setWindowFields',
    '$vectorSearch',
    '$collStats',
    '$indexStats',
    '$planCacheStats',
  ],
  ...['$currentOp', '$changeStream', '$listSessions', '$listLocalSessions'],
]

export function runPipeline(docs: Doc[], pipeline: Doc[], context: Omit<StageContext, 'run'>): Doc[] {
  const run: StageContext['run'] = (input, stages, variables) =>
    runPipeline(input, stages, { ...context, variables })
  return pipeline.reduce((input, stage) => {
    const [name, operand] = onlyEntry(stage)
    if (Object.hasOwn(STAGES, name)) return STAGES[name]!(input, operand, { ...context, run })
    throw REAL_BUT_NOT_HERE.includes(name)
      ? notEmulated(name)
      : refused(`Unrecognized pipeline stage name: '${name}'`)
  }, docs)
}

function onlyEntry(stage: unknown): [string, unknown] {
  const entries = isDoc(stage) ? Object.entries(stage) : []
  if (entries.length !== 1)
    throw refused('A pipeline stage specification object must contain exactly one field.')
  return entries[0]!
}
