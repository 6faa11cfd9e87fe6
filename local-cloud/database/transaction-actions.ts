import { badParam } from '../errors'
import { duplicateKey, type Table } from '../store/table'
import type { Doc } from '../values/types'
import type { Database } from './database'
import { newDocument, readModification, type Modification } from './modification'
import { returned, type Circumstances, type Reply, type Request, type RequestReader } from './request'
import { sameDoc } from './update/apply'
import type { Transaction } from './transaction'
import type { Transactions } from './transactions'

const ID_INDEX = { name: '_id_', fields: ['_id'] }

interface Call {
  request: Request
  circumstances: Circumstances
}

/** The SDK sends no such request, and nobody knows what the real service would do with it. */
function refuseQuery(request: Request): void {
  if (request.queryType === 'WHERE') throw badParam('in a transaction only doc() can be changed or removed')
}

/** The actions that carry the id of a transaction, inside it. */
export class TransactionActions {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    private readonly reader: RequestReader,
  ) {}

  get(request: Request, circumstances: Circumstances): Promise<Doc[]> {
    const search = request.queryType === 'WHERE' ? this.reader.search(request) : undefined
    return this.run({ request, circumstances }, (tx, table) => {
      if (search) return tx.find(table, search)
      const found = tx.get(table, this.reader.id(request))
      return found ? [found] : []
    })
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
    refuseQuery(request)
    const change = this.reader.modification(request)
    const { updated, upsertId } = await this.run({ request, circumstances }, this.modifyOne(change))
    return { data: { updated, upsert_id: upsertId } }
  }

  async modifyAndReturn(request: Request, circumstances: Circumstances): Promise<Reply> {
    const change = { ...this.reader.modification(request), isReplacement: false, isUpsert: false }
    const { doc } = await this.run({ request, circumstances }, this.modifyOne(change))
    return { data: returned(doc) }
  }

  /** Changes the first document that the query finds. */
  private modifyOne(change: Modification) {
    const { now } = this.database.options
    return (tx: Transaction, table: Table): { updated: number; upsertId?: unknown; doc?: Doc } => {
      const modifier = readModification(change, now)
      const [before] = tx.find(table, { query: change.query, limit: 1 })
      if (!before && !change.isUpsert) return { updated: 0 }
      const doc = before ? modifier.changed(before) : modifier.upserted()
      if (before && sameDoc(before, doc)) return { updated: change.isReplacement ? 1 : 0, doc }
      tx.write(table, { id: doc._id, doc, isReplacement: change.isReplacement })
      return before ? { updated: 1, doc } : { updated: 0, upsertId: doc._id, doc }
    }
  }

  async remove(request: Request, circumstances: Circumstances): Promise<Reply> {
    refuseQuery(request)
    const id = this.reader.id(request)
    const deleted = await this.run({ request, circumstances }, (tx, table) => {
      if (!tx.get(table, id)) return 0
      tx.write(table, { id, doc: null })
      return 1
    })
    return { data: { deleted } }
  }

  private run<T>({ request, circumstances }: Call, work: (tx: Transaction, table: Table) => T): Promise<T> {
    const table = this.database.table(request.collectionName)
    const id = this.reader.transactionId(request)
    return this.transactions.run({ id, beganAtMs: circumstances.beganAtMs }, tx => work(tx, table))
  }
}
