import { CloudError } from '../errors'
import type { Database } from '../database/database'
import type { Sort } from '../database/sort'
import type { Change } from '../store/batch'
import { encode, equal } from '../values/encode'
import type { Doc } from '../values/types'
import { changesBetween, initial, type DocChange, type Fate } from './diff'

export interface Snapshot {
  id: number
  type?: 'init'
  docs: Doc[]
  docChanges: DocChange[]
}

export interface WatchRequest {
  collection: string
  query: Doc
  sort: Sort
  limit?: number
  onSnapshot(snapshot: Snapshot): void
  onError(error: Error): void
}

const DOCUMENTS_MAX = 5000

/** One watched query: it is asked again after each commit that touches its collection. */
class Watch {
  private docs: Doc[] = []
  private number = 0

  constructor(
    private readonly database: Database,
    readonly request: WatchRequest,
  ) {
    this.docs = this.ask()
    request.onSnapshot({ id: this.number++, type: 'init', docs: this.docs, docChanges: initial(this.docs) })
  }

  refresh(changes: Change[]): void {
    const after = this.ask()
    const docChanges = changesBetween(this.docs, after, { text, fateOf: id => fate(changes, id) })
    this.docs = after
    if (docChanges.length) this.request.onSnapshot({ id: this.number++, docs: after, docChanges })
  }

  private ask(): Doc[] {
    const { collection, query, sort, limit = DOCUMENTS_MAX + 1 } = this.request
    const { records } = this.database.find(this.database.table(collection), { query, sort, limit })
    if (records.length > DOCUMENTS_MAX)
      throw new CloudError('EXCEED_REQUEST_LIMIT', `watch: more than ${DOCUMENTS_MAX} documents`)
    return records.map(r => r.doc)
  }
}

const text = (value: unknown) => encode(value).toString('latin1')

function fate(changes: Change[], id: unknown): Fate {
  const own = changes.filter(({ before, after }) => equal((after ?? before)?._id, id))
  if (own.length && !own.at(-1)!.after) return 'gone'
  if (own.length && !own[0]!.before) return 'new'
  return own.at(-1)?.isReplacement ? 'replaced' : 'changed'
}

/** All watched queries of all clients. */
export class Watches {
  private readonly open = new Set<Watch>()
  private pending: Change[] = []

  constructor(private readonly database: Database) {
    database.store.onCommit(changes => this.hear(changes))
  }

  /** @returns closes the watch */
  add(request: WatchRequest): () => void {
    const watch = new Watch(this.database, request)
    this.open.add(watch)
    return () => void this.open.delete(watch)
  }

  /** Commits that share one flush are told together: none can be seen without the others. */
  private hear(changes: Change[]): void {
    if (!this.pending.length) queueMicrotask(() => this.refresh(this.pending.splice(0)))
    this.pending.push(...changes)
  }

  private refresh(changes: Change[]): void {
    for (const watch of this.open) {
      const own = changes.filter(({ collection }) => collection === watch.request.collection)
      if (!own.length) continue
      try {
        watch.refresh(own)
      } catch (error) {
        this.open.delete(watch)
        watch.request.onError(error as Error)
      }
    }
  }
}
