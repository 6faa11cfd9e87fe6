import { badParam } from '../errors'
import { duplicateKey, type Table } from '../store/table'
import { stringify } from '../values/ejson'
import type { Doc } from '../values/types'
import type { Database } from './database'
import { isOperators } from './match/compile'
import { changed, newDocument, upserted } from './modification'
import type { Circumstances, Reply, Request, RequestReader } from './request'
import { sameDoc } from './update/apply'
import type { Transaction, Transactions } from './transactions'

const ID_INDEX = { name: '_id_', fields: ['_id'] }

interface Call {
  request: Request
  circumstances: Circumstances
}

/** The same actions inside a transaction, where only `doc()` and `add()` mean what they seem to mean. */
export class TransactionActions {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly reader: RequestReader,
  ) {}

  async get(request: Request, circumstances: Circumstances): Promise<Doc[]> {
    const id = this.idOf(request)
    const found = await this.run({ request, circumstances }, (tx, table) => tx.get(table, id))
    return found ? [found] : []
  }

  async insert(request: Request, circumstances: Circumstances): Promise<Reply> {
    const docs = this.reader.docs(request).map(newDocument)
    const insertedIds = await this.run({ request, circumstances }, (tx, table) =>
      docs.map(doc => {
        if (tx.get(table, doc._id)) throw duplicateKey(table.name, ID_INDEX, [doc._id])
        tx.write(table, { id: doc._id, doc })
        return doc._id
      }),
    )
    return { data: { insertedIds } }
  }

  async modify(request: Request, circumstances: Circumstances): Promise<Reply> {
    const change = this.reader.modification(request)
    const id = this.idOf(request)
    const { now } = this.database.options
    const data = await this.run({ request, circumstances }, (tx, table) => {
      const before = tx.get(table, id)
      if (!before && !change.isUpsert) return { updated: 0 }
      const after = before ? changed(before, change, now) : upserted(change, now)
      if (before && sameDoc(before, after)) return { updated: 0 }
      tx.write(table, { id, doc: after, isReplacement: change.isReplacement })
      return before ? { updated: 1 } : { updated: 0, upsert_id: id }
    })
    return { data }
  }

  async modifyAndReturn(request: Request, circumstances: Circumstances): Promise<Reply> {
    const { data } = await this.modify({ ...request, merge: true, upsert: false }, circumstances)
    const [doc] = await this.get(request, {})
    return { data: { ...data, doc: doc && stringify(doc) } }
  }

  async remove(request: Request, circumstances: Circumstances): Promise<Reply> {
    const id = this.idOf(request)
    const deleted = await this.run({ request, circumstances }, (tx, table) => {
      if (!tx.get(table, id)) return 0
      tx.write(table, { id, doc: null })
      return 1
    })
    return { data: { deleted } }
  }

  private run<T>({ request, circumstances }: Call, work: (tx: Transaction, table: Table) => T): Promise<T> {
    const table = this.database.table(request.collectionName)
    const id = String(request.transactionId)
    return this.transactions.run({ id, beganAtMs: circumstances.beganAtMs }, tx => work(tx, table))
  }

  /** The `_id` that a request names. @throws for a query by anything else */
  private idOf(request: Request): unknown {
    if (request.queryType === 'WHERE' && !this.namesOneDocument(request))
      throw badParam('only doc() and add() work in a transaction: where() would run outside of it')
    return this.reader.id(request)
  }

  private namesOneDocument(request: Request): boolean {
    const query = this.reader.doc(request.query, 'query')
    return Object.keys(query).join() === '_id' && !isOperators(query._id)
  }
}
