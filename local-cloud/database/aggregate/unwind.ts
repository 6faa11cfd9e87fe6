import { refused } from '../../errors'
import { isDoc, type Doc } from '../../values/types'
import { copy } from '../update/apply'
import { withField } from './fields'
import { checkPath } from './field-path'
import { named } from './operands'

interface Options {
  path: string[]
  isKeepingEmpty: boolean
  index?: string[]
}

function readOptions(operand: unknown): Options {
  const spec = named(
    '$unwind',
    isDoc(operand) ? operand : { path: operand },
    'path preserveNullAndEmptyArrays? includeArrayIndex?',
  )
  const { path, preserveNullAndEmptyArrays = false, includeArrayIndex: index } = spec
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw refused("path option to $unwind stage should be prefixed with a '$'")
  if (typeof preserveNullAndEmptyArrays !== 'boolean')
    throw refused('expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  return {
    path: checkPath(path.slice(1)),
    isKeepingEmpty: preserveNullAndEmptyArrays,
    ...(index !== undefined && { index: checkPath(index) }),
  }
}

/** One document for each element; each gets its own copy, so that later stages cannot mix them up. */
export function unwind(docs: Doc[], operand: unknown): Doc[] {
  const options = readOptions(operand)
  return docs.flatMap(doc => unwindOne(doc, options))
}

/** Only documents lie on the way: neither are arrays entered, nor do numbers name positions. */
function valueAt(value: unknown, [head, ...rest]: string[]): unknown {
  if (head === undefined) return value
  return isDoc(value) && Object.hasOwn(value, head) ? valueAt(value[head], rest) : undefined
}

function unwindOne(doc: Doc, { path, isKeepingEmpty, index }: Options): Doc[] {
  const value = valueAt(doc, path)
  const withIndex = (own: unknown, at: number | null) => (index ? withField(own, index, at) : own) as Doc
  if (Array.isArray(value) && value.length)
    return value.map((item, i) => withIndex(withField(copy(doc), path, copy({ item }).item), i))
  const isNothing = value === undefined || value === null || Array.isArray(value)
  if (isNothing && !isKeepingEmpty) return []
  return [withIndex(Array.isArray(value) ? withField(doc, path, undefined) : doc, null)]
}
