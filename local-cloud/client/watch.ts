import type { Doc } from '../values/types'
import { changesBetween, type DocChange } from '../watch/diff'
import type { Connection } from './connection'
import { refusalOf, type ClientError, type Refusal } from './errors'
import { decode } from './wire'

/** All that the watched query finds now, and what changed since the snapshot before. */
export interface Snapshot {
  /** Counts from 0. */
  id: number
  /** Of the first snapshot only. */
  type?: 'init'
  docs: Doc[]
  docChanges: DocChange[]
}

export interface Listener {
  onChange(snapshot: Snapshot): void
  /** The watch was refused, or could not go on; it is closed. A lost connection is no error: it is made anew. */
  onError(error: ClientError): void
}

export interface Watcher {
  close(): Promise<void>
}

/** Two answers alone tell what is new, gone or changed; whether a document was set as a whole they do not. */
const MEANS = {
  text: (value: unknown) => JSON.stringify(value),
  fateOf: <T>(_id: unknown, seen: T) => seen,
}

export function openWatch(connection: Connection, request: Doc, listener: Listener): Watcher {
  // as they travel, and never given away: the app may change what it was given
  let known: Doc[] | undefined
  let id = 0
  let isOpen = true

  function take({ type, docs, docChanges }: Omit<Snapshot, 'id'>): void {
    const before = known
    known = docs
    // asked again after a loss, the server tells all; what the app knows already it does not hear twice
    const changes = before && type === 'init' ? changesBetween(before, docs, MEANS) : docChanges
    if (before && !changes.length) return
    const news = decode({ docs, docChanges: changes }) as Pick<Snapshot, 'docs' | 'docChanges'>
    tell(() => listener.onChange({ id: id++, ...(before ? {} : { type: 'init' }), ...news }))
  }

  const stop = connection.add({
    request,
    receive(message) {
      if (message.type === 'snapshot') take(message.snapshot as Snapshot)
      else tell(() => listener.onError(refusalOf('collection.watch', message as Refusal)))
    },
  })
  return {
    async close() {
      if (isOpen) stop()
      isOpen = false
    },
  }
}

/** An error of the app is the app's own: it must not cost the watches that share the socket. */
function tell(work: () => void): void {
  try {
    work()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
