import { notEmulated, refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { compileQuery } from '../match/compile'
import { parseSort, sortDocs } from '../sort'
import { addFields, projectStage, unsetStage } from './fields'
import { checkExpression, evaluate, type Variables } from './expression'
import { bucket, bucketAuto, group, sortByCount } from './group'
import { lookup } from './lookup'
import { unwind } from './unwind'

export interface StageContext {
  variables: Variables
  /** All documents of another collection. */
  readAll(collection: string): Doc[]
  run(docs: Doc[], pipeline: Doc[], variables: Variables): Doc[]
}

type Stage = (docs: Doc[], operand: unknown, context: StageContext) => Doc[]

function wholeNumber(operand: unknown, stage: string, least: number): number {
  const n = Number(operand)
  if (!Number.isInteger(n) || n < least)
    throw refused(`the ${stage} must be a whole number, at least ${least}`)
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
  const size = wholeNumber(asDoc(operand, '$sample').size, '$sample size', 0)
  const pool = [...docs]
  const drawn: Doc[] = []
  while (drawn.length < size && pool.length)
    drawn.push(...pool.splice(Math.floor(Math.random() * pool.length), 1))
  return drawn
}

function replaceRoot(docs: Doc[], expression: unknown, { variables }: StageContext): Doc[] {
  return docs.map(doc => {
    const root = evaluate(expression, doc, variables)
    if (!isDoc(root)) throw refused("'newRoot' expression must evaluate to an object")
    return root
  })
}

function facet(docs: Doc[], operand: unknown, { run, variables }: StageContext): Doc[] {
  const facets = Object.entries(asDoc(operand, '$facet'))
  return [
    Object.fromEntries(facets.map(([name, pipeline]) => [name, run(docs, pipeline as Doc[], variables)])),
  ]
}

const STAGES: Record<string, Stage> = {
  $match: match,
  $sort: (docs, operand) => sortDocs(docs, doc => doc, parseSort(asDoc(operand, '$sort'))),
  $limit: (docs, operand) => docs.slice(0, wholeNumber(operand, '$limit', 1)),
  $skip: (docs, operand) => docs.slice(wholeNumber(operand, '$skip', 0)),
  $count: count,
  $sample: sample,
  $project: projectStage,
  $addFields: addFields,
  $set: addFields,
  $unset: unsetStage,
  $replaceRoot: (docs, operand, context) =>
    replaceRoot(docs, asDoc(operand, '$replaceRoot').newRoot, context),
  $replaceWith: replaceRoot,
  $group: (docs, operand, { variables }) => group(docs, asDoc(operand, '$group'), variables),
  $bucket: (docs, operand, { variables }) => bucket(docs, asDoc(operand, '$bucket'), variables),
  $bucketAuto: (docs, operand, { variables }) => bucketAuto(docs, asDoc(operand, '$bucketAuto'), variables),
  $sortByCount: (docs, operand, { variables }) => sortByCount(docs, operand, variables),
  $unwind: (docs, operand) => unwind(docs, operand),
  $lookup: (docs, operand, context) => lookup(docs, asDoc(operand, '$lookup'), context),
  $facet: facet,
}

const WITH_EXPRESSIONS = [
  '$project',
  '$addFields',
  '$set',
  '$group',
  '$bucket',
  '$bucketAuto',
  '$replaceRoot',
  '$replaceWith',
  '$sortByCount',
]

const REAL_BUT_NOT_HERE =
  /^\$(geoNear|graphLookup|merge|out|redact|unionWith|densify|fill|collStats|indexStats|setWindowFields)$/

export function runPipeline(docs: Doc[], pipeline: Doc[], context: Omit<StageContext, 'run'>): Doc[] {
  const run: StageContext['run'] = (input, stages, variables) =>
    runPipeline(input, stages, { ...context, variables })
  return pipeline.reduce((input, stage) => {
    const [name] = Object.keys(stage)
    const apply = STAGES[name!]
    if (WITH_EXPRESSIONS.includes(name!)) checkExpression(stage[name!])
    if (apply) return apply(input, stage[name!], { ...context, run })
    throw REAL_BUT_NOT_HERE.test(name!)
      ? notEmulated(name!)
      : refused(`Unrecognized pipeline stage name: '${name}'`)
  }, docs)
}
