import { badParam } from '../errors'
import { stringify } from '../values/ejson'
import type { Doc } from '../values/types'
import type { Database } from './database'
import { projector } from './project'
import { RequestReader, returned, type Action, type Reply, type Request } from './request'
import { TransactionActions } from './transaction-actions'
import type { Transactions } from './transactions'

/** The database's part of the SDK's protocol. */
class DatabaseActions {
  private readonly reader: RequestReader
  private readonly inside: TransactionActions

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
  ) {
    this.reader = new RequestReader(database.options.now)
    this.inside = new TransactionActions(database, transactions, this.reader)
  }

  table(): Record<string, Action> {
    const orInside =
      (outside: Action, inside: Action): Action =>
      (request, circumstances) =>
        (request.transactionId ? inside : outside).call(this, request, circumstances)
    const { inside } = this
    return {
      'database.addCollection': request => this.addCollection(request),
      'database.insertDocument': orInside(this.insert, (request, c) => inside.insert(request, c)),
      'database.getDocument': orInside(this.get, async (request, c) =>
        this.list(request, await inside.get(request, c)),
      ),
      'database.calculateDocument': this.outside(request => this.total(request)),
      'database.modifyDocument': orInside(this.outside(this.modify), (request, c) =>
        inside.modify(request, c),
      ),
      'database.modifyAndReturnDoc': orInside(this.modifyAndReturn, (request, c) =>
        inside.modifyAndReturn(request, c),
      ),
      'database.removeDocument': orInside(this.outside(this.remove), (request, c) =>
        inside.remove(request, c),
      ),
      'database.aggregateDocuments': this.outside(request => this.aggregate(request)),
      'database.startTransaction': (_request, { invocationId }) => ({
        top: { transactionId: this.transactions.start(invocationId) },
      }),
      'database.commitTransaction': async request => {
        await this.transactions.commit(this.reader.transactionId(request))
        return {}
      },
      'database.abortTransaction': request => {
        this.transactions.abort(this.reader.transactionId(request))
        return {}
      },
    }
  }

  /**
   * The SDK sends these without the transaction's id even when they are called on a transaction: the real
   * service would silently run them outside. They are refused while the same call of a function has a transaction open
   * that has used the collection.
   */
  private outside(action: Action): Action {
    return (request, circumstances) => {
      const isInDoubt =
        request.queryType !== 'DOC' &&
        this.transactions.isUsing(circumstances.invocationId, request.collectionName)
      if (!isInDoubt) return action.call(this, request, circumstances)
      throw badParam(`${request.action as string} by a query would run outside of the open transaction`)
    }
  }

  private target(request: Request) {
    return this.database.table(request.collectionName)
  }

  private async addCollection(request: Request): Promise<Reply> {
    if (typeof request.collectionName !== 'string') throw badParam('collectionName must be a string')
    await this.database.createCollection(request.collectionName)
    return {}
  }

  private async insert(request: Request): Promise<Reply> {
    const docs = this.reader.docs(request)
    return { data: { insertedIds: await this.database.insert(this.target(request), docs) } }
  }

  private get(request: Request): Reply {
    if (request.queryType !== 'DOC') return this.search(request)
    const record = this.target(request).findById(this.database.store, this.reader.id(request))
    const reply = this.list(request, record ? [record.doc] : [])
    return { ...reply, cost: { examined: record ? 1 : 0, index: '_id_' } }
  }

  private search(request: Request): Reply {
    const { records, cost } = this.database.find(this.target(request), this.reader.search(request))
    return {
      ...this.list(
        request,
        records.map(r => r.doc),
      ),
      cost,
    }
  }

  private list(request: Request, docs: Doc[]): Reply {
    const projection = this.reader.doc(request.projection, 'projection')
    const shown = Object.keys(projection).length ? docs.map(projector(projection)) : docs
    return { data: { list: shown.map(stringify) } }
  }

  private total(request: Request): Reply {
    const query = this.reader.doc(request.query, 'query')
    const { records, cost } = this.database.find(this.target(request), { query })
    return { data: { total: records.length }, cost }
  }

  private async modify(request: Request): Promise<Reply> {
    const change = this.reader.modification(request)
    const { updated, upsertId, cost } = await this.database.modify(this.target(request), change)
    return { data: { updated, upsert_id: upsertId }, cost }
  }

  private async modifyAndReturn(request: Request): Promise<Reply> {
    const change = {
      ...this.reader.modification(request),
      isReplacement: false,
      isMulti: false,
      isUpsert: false,
    }
    const { docs, cost } = await this.database.modify(this.target(request), change)
    return { data: returned(docs[0]), cost }
  }

  private async remove(request: Request): Promise<Reply> {
    const query = this.reader.target(request)
    const { records, cost } = await this.database.remove(this.target(request), query, request.multi === true)
    return { data: { deleted: records.length }, cost }
  }

  private aggregate(request: Request): Reply {
    const { docs, cost } = this.database.aggregate(this.target(request), this.reader.pipeline(request))
    return { data: { list: docs.map(stringify) }, cost }
  }
}

export const databaseActions = (database: Database, transactions: Transactions): Record<string, Action> =>
  new DatabaseActions(database, transactions).table()
