import { EJSON } from 'bson'
import { count } from '../database/request'
import type { Database } from '../database/database'
import { project } from '../database/project'
import { parseSort } from '../database/sort'
import { badParam } from '../errors'
import { decodeUtf8, readBody } from '../http'
import { withOpenid, type Rules } from '../rules/rules'
import { parseDoc } from '../values/ejson'
import { isDoc, type Doc } from '../values/types'
import type { Handler } from './gateway'

const DOCUMENTS_MAX = 20
const REQUEST_LIMIT_BYTES = 512 * 1024

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
    return { data: isDoc(body.field) ? docs.map(doc => project(doc, body.field as Doc)) : docs }
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
    const data = dataOf(asked)
    const { query, collection } = asked
    this.rules.checkQuery('update', collection, { ...asked, data })
    const modification = {
      query,
      change: { $set: data },
      isReplacement: false,
      isMulti: true,
      isUpsert: false,
    }
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
