import type { Doc } from '../values/types'

/** One entry of a snapshot's `docChanges`, as `watch` of the client SDK tells it. */
export interface DocChange {
  id: number
  queueType: 'init' | 'update' | 'enqueue' | 'dequeue'
  dataType: 'init' | 'update' | 'replace' | 'add' | 'remove'
  docId: unknown
  doc: Doc
  updatedFields?: Doc
  removedFields?: string[]
}

/** What became of a document between two answers, whether it is in them or not. */
export type Fate = 'new' | 'gone' | 'changed' | 'replaced'

const DATA_TYPES = { new: 'add', gone: 'remove', changed: 'update', replaced: 'replace' } as const

type Draft = Omit<DocChange, 'id'>

/** What both sides of a watch, each with its own kind of values, need to compare answers. */
export interface Means {
  /** The same for equal values only. */
  text(value: unknown): string
  /** What became of a document; the two answers alone suggest what is `seen`. */
  fateOf(id: unknown, seen: Fate): Fate
}

export const initial = (docs: Doc[]): DocChange[] =>
  docs.map((doc, id) => ({ id, queueType: 'init', dataType: 'init', docId: doc._id, doc }))

/** What happened between two answers to the same query. Clients use it too: no module of Node here. */
export function changesBetween(before: Doc[], after: Doc[], means: Means): DocChange[] {
  const { text, fateOf } = means
  const byId = (docs: Doc[]) => new Map(docs.map(doc => [text(doc._id), doc]))
  const [old, now] = [byId(before), byId(after)]
  const moved = (doc: Doc, queueType: 'enqueue' | 'dequeue'): Draft => {
    const fate = fateOf(doc._id, queueType === 'enqueue' ? 'new' : 'gone')
    return { queueType, dataType: DATA_TYPES[fate], docId: doc._id, doc }
  }
  const left = before.filter(doc => !now.has(text(doc._id))).map(doc => moved(doc, 'dequeue'))
  const stayed = after.flatMap(doc => {
    const was = old.get(text(doc._id))
    if (!was) return [moved(doc, 'enqueue')]
    if (text(was) === text(doc)) return []
    return [fateOf(doc._id, 'changed') === 'replaced' ? replaced(doc) : updated(was, doc, text)]
  })
  return [...left, ...stayed].map((change, id) => ({ ...change, id }))
}

const replaced = (doc: Doc): Draft => ({ queueType: 'update', dataType: 'replace', docId: doc._id, doc })

function updated(old: Doc, doc: Doc, text: Means['text']): Draft {
  const updatedFields = Object.fromEntries(
    Object.entries(doc).filter(([key, value]) => !(key in old) || text(old[key]) !== text(value)),
  )
  const removedFields = Object.keys(old).filter(key => !(key in doc))
  return { queueType: 'update', dataType: 'update', docId: doc._id, doc, updatedFields, removedFields }
}
