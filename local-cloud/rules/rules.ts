import { CloudError } from '../errors'
import { fieldBounds } from '../database/bounds'
import type { Database } from '../database/database'
import { isDoc, type Doc } from '../values/types'
import { isAllowed, type Question } from './evaluate'
import { parseRule, type Node } from './parse'

const OPERATIONS = ['read', 'create', 'update', 'delete'] as const
export type Operation = (typeof OPERATIONS)[number]
type Rule = boolean | string
/** database-rules.json: by collection; `write` stands for what is not named of create, update and delete. */
export type RulesFile = Record<string, Partial<Record<Operation | 'write', Rule>>>

const denied = (operation: Operation, collection: string) =>
  new CloudError(
    'DATABASE_PERMISSION_DENIED',
    `[PermissionDenied] ${operation} of ${collection} is not allowed`,
  )

/** Who may do what as a client. A collection without rules is closed. */
export class Rules {
  private readonly rules = new Map<string, boolean | Node>()

  constructor(
    file: RulesFile,
    private readonly database: Database,
  ) {
    for (const [collection, own] of Object.entries(file))
      for (const operation of OPERATIONS) {
        const rule = own[operation] ?? (operation === 'read' ? false : (own.write ?? false))
        this.rules.set(`${collection} ${operation}`, typeof rule === 'string' ? parseRule(rule) : rule)
      }
  }

  /** Takes all access from clients; the file's rules are back at the next start. */
  close(collection: string): void {
    for (const operation of OPERATIONS) this.rules.set(`${collection} ${operation}`, false)
  }

  /** The query must be narrower than the rule: rules check, they do not filter. */
  checkQuery(
    operation: Operation,
    collection: string,
    asked: { query: Doc; openid: string; data?: Doc },
  ): void {
    const { query, openid, data } = asked
    this.check(operation, collection, { ...this.base(openid), doc: fieldBounds(query), data })
  }

  checkCreate(collection: string, data: Doc, openid: string): void {
    this.check('create', collection, { ...this.base(openid), doc: data, data })
  }

  private base(openid: string): Omit<Question, 'doc'> {
    return {
      auth: { openid },
      now: this.database.options.now().getTime(),
      read: (collection, id) =>
        this.database.has(collection)
          ? this.database.table(collection).findById(this.database.store, id)?.doc
          : undefined,
    }
  }

  private check(operation: Operation, collection: string, question: Question): void {
    const rule = this.rules.get(`${collection} ${operation}`) ?? false
    if (rule === true) return
    if (rule === false || !isAllowed(rule, question)) throw denied(operation, collection)
  }
}

/** `'{openid}'` in a client's query stands for the client. */
export function withOpenid(query: unknown, openid: string): unknown {
  if (query === '{openid}') return openid
  if (Array.isArray(query)) return query.map(item => withOpenid(item, openid))
  if (!isDoc(query)) return query
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, withOpenid(value, openid)]))
}
