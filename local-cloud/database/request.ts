import { badParam } from '../errors'
import { parse, parseDoc, stringify } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import type { Cost, Search } from './find'
import { isOperators } from './match/operators'
import type { Modification } from './modification'
import { parseSort } from './sort'

const LIMIT_MAX = 1000
const LIMIT_DEFAULT = 100

/** A request of the SDK: JSON with Extended JSON strings inside. */
export type Request = Record<string, unknown>

export interface Reply {
  data?: Doc
  /** Fields beside `data`, such as the id of a new transaction. */
  top?: Doc
  cost?: Cost
}

/** What an action may know of its sender. */
export interface Circumstances {
  /** The call of a function within which the request was made. */
  invocationId?: string
  beganAtMs?: number
}

export type Action = (request: Request, circumstances: Circumstances) => Promise<Reply> | Reply

/** The answer of modifyAndReturnDoc: it counts the document that was found, changed or not. */
export const returned = (doc: Doc | undefined): Doc => ({
  updated: doc ? 1 : 0,
  doc: doc ? stringify(doc) : null,
})

export function count(value: unknown, fallback: number, what: string): number {
  if (value === undefined || value === null) return fallback
  if (Number.isInteger(value) && (value as number) >= 0) return value as number
  throw badParam(`${what} must be a whole number, not negative`)
}

/** Reads the parts of requests; server dates become the clock's time. */
export class RequestReader {
  constructor(private readonly now: () => Date) {}

  doc(text: unknown, what: string): Doc {
    return parseDoc(text, this.now, what)
  }

  /** The `_id` of `doc()`. */
  id(request: Request): unknown {
    const { _id: id, ...others } = this.doc(request.query, 'query')
    if (id === undefined) throw badParam('docId不能为空')
    if (Object.keys(others).length || isOperators(id)) throw badParam('doc() is found by its _id alone')
    return id
  }

  /** The query of what is to be changed or removed. */
  target(request: Request): Doc {
    if (request.queryType === 'DOC') return { _id: this.id(request) }
    return this.doc(request.query, 'query')
  }

  transactionId({ transactionId }: Request): string {
    if (typeof transactionId === 'string') return transactionId
    throw badParam('transactionId must be a string')
  }

  /** What a query asks for. */
  search(request: Request): Search {
    return {
      query: this.doc(request.query, 'query'),
      sort: parseSort(this.doc(request.order, 'order')),
      offset: count(request.offset, 0, 'offset'),
      limit: Math.min(count(request.limit, LIMIT_DEFAULT, 'limit') || LIMIT_DEFAULT, LIMIT_MAX),
    }
  }

  /** The documents to insert. */
  docs(request: Request): Doc[] {
    if (!Array.isArray(request.data) || !request.data.length) throw badParam('data must be a nonempty array')
    return request.data.map(text => {
      const value = parse(text, this.now, 'data')
      if (isDoc(value)) return value
      throw badParam('data must be an object')
    })
  }

  modification(request: Request): Modification {
    const isReplacement = request.merge === false
    const change = this.doc(request.data, 'data')
    // in the words of the SDK, which asks no more when it finds one
    if (isReplacement && Object.hasOwn(change, '_id')) throw badParam('不能更新_id的值')
    return {
      query: this.target(request),
      change,
      isReplacement,
      isMulti: request.multi === true,
      isUpsert: request.upsert === true,
    }
  }

  pipeline(request: Request): Doc[] {
    if (!Array.isArray(request.stages)) throw badParam('stages must be an array')
    return request.stages.map((stage: unknown) => {
      if (!isDoc(stage) || typeof stage.stageKey !== 'string') throw badParam('a stage must have a stageKey')
      const what = stage.stageKey === '$match' ? '$match' : 'stage'
      return { [stage.stageKey]: parse(stage.stageValue, this.now, what) }
    })
  }
}
