import { EJSON } from 'bson'
import { count } from '../database/request'
import type { Database } from '../database/database'
import { projector } from '../database/project'
import { parseSort } from '../database/sort'
import { placeToWrite, writePlace } from '../database/update/path'
import { badParam, CloudError } from '../errors'
import { decodeUtf8, readBody } from '../http'
import { withOpenid, type Rules } from '../rules/rules'
import { parseDoc } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import type { Handler } from './gateway'

const DOCUMENTS_MAX = 20
const REQUEST_LIMIT_BYTES = 512 * 1024
const UPDATE_OPERATORS = [
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$push',
  '$pop',
  '$pull',
  '$pullAll',
  '$addToSet',
]

interface Asked {
  collection: string
  query: Doc
  openid: string
  body: Doc
}

/** A client's own access to the database, as far as the rules allow it. */
class ClientDatabase {
  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
  ) {}

  get(asked: Asked): object {
    const { collection, body } = asked
    this.rules.checkQuery('read', collection, asked)
    const limit = Math.min(count(body.limit, DOCUMENTS_MAX, 'limit'), DOCUMENTS_MAX)
    const search = { query: asked.query, sort: sortOf(body), offset: count(body.skip, 0, 'skip'), limit }
    const docs = this.database.find(this.table(asked), search).records.map(r => r.doc)
    return { data: isDoc(body.field) ? docs.map(projector(body.field)) : docs }
  }

  count(asked: Asked): object {
    this.rules.checkQuery('read', asked.collection, asked)
    return { total: this.database.find(this.table(asked), { query: asked.query }).records.length }
  }

  /** The platform adds `_openid`; a client can neither choose nor change it. */
  async add(asked: Asked): Promise<object> {
    const doc = { ...dataOf(asked), _openid: asked.openid }
    this.rules.checkCreate(asked.collection, doc, asked.openid)
    const [id] = await this.database.insert(this.table(asked), [doc])
    return { _id: id }
  }

  async update(asked: Asked): Promise<object> {
    const { query, collection } = asked
    const change = changeOf(asked)
    this.rules.checkQuery('update', collection, { ...asked, data: dataForRules(change) })
    const modification = { query, change, isReplacement: false, isMulti: true, isUpsert: false }
    const { updated } = await this.database.modify(this.table(asked), modification)
    return { stats: { updated } }
  }

  async remove(asked: Asked): Promise<object> {
    this.rules.checkQuery('delete', asked.collection, asked)
    const { records } = await this.database.remove(this.table(asked), asked.query, true)
    return { stats: { removed: records.length } }
  }

  private table({ collection }: Asked) {
    return this.database.table(collection)
  }
}

function dataOf({ body: { data } }: Asked): Doc {
  if (!isDoc(data) || '_openid' in data) throw badParam('data must be an object without _openid')
  return data
}

/** The data of an update: update operators, or fields to set. */
function changeOf(asked: Asked): Record<string, Doc> {
  const data = dataOf(asked)
  const change = Object.keys(data).some(key => key.startsWith('$')) ? data : { $set: data }
  for (const [operator, fields] of Object.entries(change)) {
    if (!UPDATE_OPERATORS.includes(operator)) throw badParam(`a client cannot update by ${operator}`)
    if (!isDoc(fields) || Object.keys(fields).some(path => rootOf(path) === '_openid'))
      throw badParam(`${operator} must be an object without _openid`)
  }
  return change as Record<string, Doc>
}

const rootOf = (path: string) => path.split('.')[0]!

/**
 * `request.data` of an update. Rules understand what is set and what is removed; what other commands write, or what
 * is set inside of an array, they cannot know, so that asking for it refuses the update.
 */
function dataForRules({ $set = {}, $unset: _removed, ...others }: Record<string, Doc>): Doc {
  const isInArray = (path: string) => /\.(\d|\$)/.test(path)
  const data: Doc = {}
  for (const [path, value] of Object.entries($set))
    if (!isInArray(path)) writePlace(placeToWrite(data, path), value)
  const unknown = [...Object.values(others).flatMap(Object.keys), ...Object.keys($set).filter(isInArray)]
  for (const path of unknown)
    Object.defineProperty(data, rootOf(path), {
      get() {
        throw new CloudError(
          'DATABASE_PERMISSION_DENIED',
          `[PermissionDenied] request.data.${path} is not known`,
        )
      },
    })
  return data
}

function sortOf({ sort = {} }: Doc) {
  if (!isDoc(sort)) throw badParam('sort must be an object')
  return parseSort(sort)
}

const OPERATIONS = ['get', 'count', 'add', 'update', 'remove'] as const

export function clientDatabase(database: Database, rules: Rules): Record<string, Handler> {
  const client = new ClientDatabase(database, rules)
  const handler =
    (name: (typeof OPERATIONS)[number]): Handler =>
    async (req, _url, openid) => {
      const text = decodeUtf8(await readBody(req, REQUEST_LIMIT_BYTES))
      const body = parseDoc(text, database.options.now, 'body')
      const query = withOpenid(body.query ?? {}, openid)
      if (typeof body.collection !== 'string' || !isDoc(query))
        throw badParam('needs a collection and a query')
      const answer = await client[name]({ collection: body.collection, query, openid, body })
      return { ...(EJSON.serialize(answer) as object), errMsg: `database.${name}:ok` }
    }
  return Object.fromEntries(OPERATIONS.map(name => [`database/${name}`, handler(name)]))
}
