import { badParam, CloudError } from '../errors'
import type { Database } from '../database/database'
import { isDoc, type Doc } from '../values/types'
import { isAllowed, type Question } from './evaluate'
import { branchesOf, knownOf } from './known'
import { parseRule, type Node } from './parse'

const OPERATIONS = ['read', 'create', 'update', 'delete'] as const
export type Operation = (typeof OPERATIONS)[number]
type Rule = boolean | string
/** database-rules.json: by collection; `write` stands for what is not named of create, update and delete. */
export type RulesFile = Record<string, Partial<Record<Operation | 'write', Rule>>>

const NAMES = ['write', ...OPERATIONS]

type Parsed = Partial<Record<string, boolean | Node>>

const usual = (operation: Operation, { write = false }: Parsed) => (operation === 'read' ? false : write)

function parseRules(collection: string, own: unknown): Parsed {
  if (!isDoc(own)) throw badParam(`rules: ${collection} must be an object`)
  const parsed = Object.entries(own).map(([name, rule]) => {
    try {
      return [name, parsedRule(name, rule)] as const
    } catch (error) {
      const { code, message } = error as CloudError
      throw new CloudError(code, `rules: ${collection}.${name}: ${message}`)
    }
  })
  return Object.fromEntries(parsed)
}

function parsedRule(name: string, rule: unknown): boolean | Node {
  if (!NAMES.includes(name)) throw badParam(`there are only ${NAMES.join(', ')}`)
  if (typeof rule === 'string') return parseRule(rule)
  if (typeof rule === 'boolean') return rule
  throw badParam('a rule is true, false or an expression')
}

const denied = (operation: Operation, collection: string) =>
  new CloudError(
    'DATABASE_PERMISSION_DENIED',
    `[PermissionDenied] ${operation} of ${collection} is not allowed`,
  )

/** Who may do what as a client. A collection without rules is closed. */
export class Rules {
  private readonly rules = new Map<string, boolean | Node>()

  /** @throws CloudError naming the collection and the operation whose rule cannot be */
  constructor(
    file: RulesFile,
    private readonly database: Database,
  ) {
    if (!isDoc(file)) throw badParam('rules: the file must hold an object of collections')
    for (const [collection, own] of Object.entries(file)) {
      const rules = parseRules(collection, own)
      for (const operation of OPERATIONS)
        this.rules.set(`${collection} ${operation}`, rules[operation] ?? usual(operation, rules))
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
    const base = { ...this.base(openid), data, whole: knownOf([query]) }
    for (const branch of branchesOf(query))
      this.check(operation, collection, { ...base, doc: knownOf(branch) })
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
