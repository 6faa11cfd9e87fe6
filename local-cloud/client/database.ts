import type { Doc } from '../values/types'
import { command, queryOf, updateOf } from './command'
import type { Connection } from './connection'
import { failed } from './errors'
import type { Post } from './post'
import { openWatch, type Listener, type Watcher } from './watch'
import { decode, encode } from './wire'

const REQUEST_LIMIT = 64 * 1024

export interface Services {
  post: Post
  connection: Connection
}

interface Asked {
  collection: string
  query: Doc
  sort: Record<string, 1 | -1>
  limit?: number
  skip?: number
  field?: Doc
}

type Done<T> = Promise<T & { errMsg: string }>

/** What is asked of a collection; each method that narrows it gives a new one. */
export class Query {
  constructor(
    protected readonly services: Services,
    protected readonly asked: Asked,
    private readonly noun = 'collection',
  ) {}

  private with(more: Partial<Asked>): Query {
    return new Query(this.services, { ...this.asked, ...more })
  }

  where(query: unknown): Query {
    return this.with({ query: queryOf(query) })
  }

  orderBy(field: string, direction: 'asc' | 'desc'): Query {
    return this.with({ sort: { ...this.asked.sort, [field]: direction === 'desc' ? -1 : 1 } })
  }

  limit(limit: number): Query {
    return this.with({ limit })
  }

  skip(skip: number): Query {
    return this.with({ skip })
  }

  field(field: Record<string, unknown>): Query {
    return this.with({ field })
  }

  /** At most 20 documents. */
  get(): Done<{ data: Doc[] }> {
    return this.run('get', this.asked)
  }

  count(): Done<{ total: number }> {
    return this.run('count', this.asked)
  }

  update({ data }: { data: Doc }): Done<{ stats: { updated: number } }> {
    return this.run('update', this.asked, () => updateOf(data))
  }

  remove(): Done<{ stats: { removed: number } }> {
    return this.run('remove', this.asked)
  }

  /** Hears of all documents that match, then of every change until it is closed. */
  watch(listener: Listener): Watcher {
    const { field, skip, ...request } = this.asked
    const isHeard = [listener?.onChange, listener?.onError].every(own => typeof own === 'function')
    if (!isHeard) throw failed('collection.watch', 'onChange and onError must be functions')
    if (field || skip !== undefined) throw failed('collection.watch', 'there is no field() and no skip()')
    const encoded = attempt('collection.watch', () => encode(request) as Doc)
    // the server would close the connection, again and again
    if (JSON.stringify(encoded).length > REQUEST_LIMIT)
      throw failed('collection.watch', 'the query is too large')
    return openWatch(this.services.connection, encoded, listener)
  }

  protected async run<T>(name: string, asked: Asked, data?: () => Doc): Done<T> {
    const api = `${this.noun}.${name}`
    const body = attempt(api, () => JSON.stringify(encode({ ...asked, data: data?.() })))
    const answer = decode(await this.services.post(api, `database/${name}`, body)) as Doc
    return { ...(answer as T), errMsg: `${api}:ok` }
  }
}

function attempt<T>(api: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw failed(api, (error as Error).message)
  }
}

export class Collection extends Query {
  add({ data }: { data: Doc }): Done<{ _id: string | number }> {
    return this.run('add', this.asked, () => data)
  }

  doc(id: string | number) {
    const one = new Query(this.services, { ...this.asked, query: { _id: id } }, 'document')
    return {
      async get(): Done<{ data: Doc }> {
        const { data, errMsg } = await one.get()
        if (data[0]) return { data: data[0], errMsg }
        throw failed('document.get', `cannot find document with _id ${id}, or it may not be read`)
      },
      update: (change: { data: Doc }) => one.update(change),
      remove: () => one.remove(),
      watch: (listener: Listener) => one.watch(listener),
    }
  }
}

export const openDatabase = (services: Services) => ({
  command,
  /** The cloud's own time when it stores or compares. */
  serverDate: ({ offset = 0 } = {}) => ({ $tcb_server_date: { offset } }),
  collection: (name: string) => new Collection(services, { collection: name, query: {}, sort: {} }),
})
