import { badParam, CloudError } from '../errors'
import type { Batch } from '../store/batch'
import { Catalog, noSuchCollection, type Collection, type IndexSpec } from '../store/catalog'
import { Store } from '../store/store'
import { Table } from '../store/table'
import type { Doc } from '../values/types'
import { planPipeline } from './aggregate/plan'
import { runPipeline } from './aggregate/stages'
import { find, type Cost, type Found, type Search } from './find'
import { newDocument, readModification, type Modification } from './modification'
import { sameDoc } from './update/apply'

interface Modified {
  updated: number
  upsertId?: unknown
  /** The documents that matched, as they are now. */
  docs: Doc[]
  cost: Cost
}

const COLLECTION_NAME = /^[^$\0.\s][^$\0\s]{0,99}$/

function checked(collection: string, specs: IndexSpec[]): IndexSpec[] {
  if (Array.isArray(specs)) return specs
  throw badParam(`the indexes of ${collection} must be a list`)
}

/** What the real service does with documents, for anybody who asks: permissions are not its business. */
export class Database {
  readonly store: Store
  private readonly catalog: Catalog
  private readonly tables = new Map<Collection, Table>()

  constructor(
    dir: string,
    readonly options: { noSync: boolean; now: () => Date },
  ) {
    this.store = new Store(dir, options.noSync)
    this.catalog = new Catalog(this.store)
  }

  has(name: string): boolean {
    return this.catalog.find(name) !== undefined
  }

  names(): string[] {
    return this.catalog.names()
  }

  table(name: unknown): Table {
    if (typeof name !== 'string' || !name) throw badParam('collectionName must be a string')
    const collection = this.catalog.find(name)
    if (collection) return this.tableOf(collection)
    throw noSuchCollection(name)
  }

  private tableOf(collection: Collection): Table {
    const known = this.tables.get(collection) ?? new Table(collection, this.catalog, this.store)
    this.tables.set(collection, known)
    return known
  }

  async createCollection(name: string): Promise<void> {
    if (!COLLECTION_NAME.test(name)) throw badParam(`collection name ${JSON.stringify(name)} is not allowed`)
    if (this.has(name))
      throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceExist] Table exist: ${name}`)
    await this.store.write(batch => void this.catalog.create(batch, name))
  }

  /**
   * Creates the collection and those of its indexes that are missing.
   * @throws when an index is no index, or another than one of its name
   */
  ensureIndexes(name: string, specs: IndexSpec[]): Promise<void> {
    return this.store.write(batch => {
      const collection = this.catalog.find(name) ?? this.catalog.create(batch, name)
      this.addIndexes(batch, this.tableOf(collection), specs)
    })
  }

  /** As `ensureIndexes`, but an older index of the same name or keys makes room. */
  replaceIndexes(name: string, specs: IndexSpec[]): Promise<void> {
    return this.store.write(batch => {
      const collection = this.catalog.find(name) ?? this.catalog.create(batch, name)
      const table = this.tableOf(collection)
      for (const old of this.catalog.inTheWay(collection, checked(name, specs)))
        table.unbuild(batch, this.catalog.dropIndex(batch, collection, old.name))
      this.addIndexes(batch, table, specs)
    })
  }

  private addIndexes(batch: Batch, table: Table, specs: IndexSpec[]): void {
    for (const spec of checked(table.name, specs))
      if (this.catalog.isMissing(table.collection, spec))
        table.build(batch, this.catalog.addIndex(batch, table.collection, spec))
  }

  /**
   * All at once or nothing. To add an index that is there already is no error.
   * @throws E11000 when documents have one key of a new unique index
   */
  changeIndexes(name: string, { drop, add }: { drop: string[]; add: IndexSpec[] }): Promise<void> {
    return this.store.write(batch => {
      const table = this.table(name)
      const { collection } = table
      for (const old of drop) table.unbuild(batch, this.catalog.dropIndex(batch, collection, old))
      this.addIndexes(batch, table, add)
    })
  }

  /** With its documents and indexes. Watches of it end with an error, open transactions find it gone. */
  async dropCollection(name: string): Promise<void> {
    const dropped = await this.store.write(batch => {
      const table = this.table(name)
      this.catalog.drop(batch, table.collection)
      table.clear(batch)
      return table
    })
    this.tables.delete(dropped.collection)
  }

  insert(table: Table, docs: Doc[]): Promise<unknown[]> {
    return this.store.write(batch => docs.map(doc => table.insert(batch, newDocument(doc)).doc._id))
  }

  find(table: Table, search: Search): Found {
    return find(this.store, table, search)
  }

  modify(table: Table, modification: Modification): Promise<Modified> {
    return this.store.write(batch => this.modifyIn(batch, table, modification))
  }

  private modifyIn(batch: Batch, table: Table, modification: Modification): Modified {
    const { query, isMulti, isUpsert } = modification
    const modifier = readModification(modification, this.options.now)
    const { records, cost } = this.find(table, { query, limit: isMulti ? Infinity : 1 })
    if (!records.length && isUpsert) {
      const { doc } = table.insert(batch, modifier.upserted())
      return { updated: 0, upsertId: doc._id, docs: [doc], cost }
    }
    const pairs = records.map(before => ({ before, doc: modifier.changed(before.doc) }))
    const different = pairs.filter(({ before, doc }) => !sameDoc(before.doc, doc))
    for (const { before, doc } of different) {
      table.replace(batch, before, doc)
      batch.changes.at(-1)!.isReplacement = modification.isReplacement
    }
    // a replacement counts even when it brings nothing new, other than an update
    const counted = modification.isReplacement ? pairs : different
    return { updated: counted.length, docs: pairs.map(({ doc }) => doc), cost }
  }

  remove(table: Table, query: Doc, isMulti: boolean): Promise<Found> {
    return this.store.write(batch => {
      const found = this.find(table, { query, limit: isMulti ? Infinity : 1 })
      for (const record of found.records) table.remove(batch, record)
      return found
    })
  }

  aggregate(table: Table, pipeline: Doc[]): { docs: Doc[]; cost: Cost } {
    const { search, rest } = planPipeline(pipeline)
    const { records, cost } = this.find(table, search)
    const total = { ...cost }
    const read = (name: string, query: Doc): Doc[] => {
      if (!this.has(name)) return []
      const joined = this.find(this.table(name), { query })
      total.examined += joined.cost.examined
      if (joined.cost.index === null) total.index = null
      return joined.records.map(r => r.doc)
    }
    const input = records.map(r => r.doc)
    return { docs: runPipeline(input, rest, { variables: {}, read }), cost: total }
  }

  close(): Promise<void> {
    return this.store.close()
  }
}
