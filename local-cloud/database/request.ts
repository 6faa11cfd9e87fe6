import { badParam } from '../errors'
import { parse, parseDoc, stringify } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import type { Cost, Search } from './find'
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

  id(request: Request): unknown {
    const { _id: id } = this.doc(request.query, 'query')
    if (id === undefined) throw badParam('docId不能为空')
    return id
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
    return {
      query: this.doc(request.query, 'query'),
      change: this.doc(request.data, 'data'),
      isReplacement: request.merge === false,
      isMulti: request.multi === true,
      isUpsert: request.upsert === true,
    }
  }

  pipeline(request: Request): Doc[] {
    if (!Array.isArray(request.stages)) throw badParam('stages must be an array')
    return (request.stages as Request[]).map(({ stageKey, stageValue }) => ({
      [String(stageKey)]: parse(stageValue, this.now, 'stage'),
    }))
  }
}
