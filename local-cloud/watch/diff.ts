import { equal } from '../values/encode'
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

export const initial = (docs: Doc[]): DocChange[] =>
  docs.map((doc, id) => ({ id, queueType: 'init', dataType: 'init', docId: doc._id, doc }))

/** What happened between two answers to the same query. */
export function changesBetween(before: Doc[], after: Doc[], fateOf: (id: unknown) => Fate): DocChange[] {
  const find = (docs: Doc[], id: unknown) => docs.find(doc => equal(doc._id, id))
  const left = before
    .filter(doc => !find(after, doc._id))
    .map<Draft>(doc => ({
      queueType: 'dequeue',
      dataType: DATA_TYPES[fateOf(doc._id)],
      docId: doc._id,
      doc,
    }))
  const stayed = after.flatMap(doc => {
    const old = find(before, doc._id)
    const dataType = DATA_TYPES[fateOf(doc._id)]
    if (!old) return [{ queueType: 'enqueue' as const, dataType, docId: doc._id, doc }]
    if (equal(old, doc)) return []
    return [dataType === 'replace' ? replaced(doc) : updated(old, doc)]
  })
  return [...left, ...stayed].map((change, id) => ({ ...change, id }))
}

const replaced = (doc: Doc): Draft => ({ queueType: 'update', dataType: 'replace', docId: doc._id, doc })

function updated(old: Doc, doc: Doc): Draft {
  const updatedFields = Object.fromEntries(
    Object.entries(doc).filter(([key, value]) => !equal(old[key], value)),
  )
  const removedFields = Object.keys(old).filter(key => !(key in doc))
  return { queueType: 'update', dataType: 'update', docId: doc._id, doc, updatedFields, removedFields }
}
