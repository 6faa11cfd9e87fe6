import { notEmulated, refused } from '../../errors'
import { isDoc } from '../../values/types'
import type { Compiled } from './operands'

const VARIABLE = /^([a-z]|[^\0-\x7f])([\w]|[^\0-\x7f])*$/

/** A name that `$let`, `$map` and others may give. */
export function checkVariable(name: unknown): string {
  if (typeof name === 'string' && VARIABLE.test(name)) return name
  if (name === 'CURRENT') throw notEmulated('a new meaning of $$CURRENT')
  throw refused(`'${String(name)}' starts with an invalid character for a user variable name`)
}

/** The segments of `a.b.c`. */
export function checkPath(path: unknown): string[] {
  if (typeof path !== 'string' || !path) throw refused('FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw refused(`FieldPath must not end with a '.': ${path}`)
  const segments = path.split('.')
  for (const segment of segments) {
    if (!segment) throw refused(`FieldPath field names may not be empty strings: ${path}`)
    if (segment.startsWith('$')) throw refused(`FieldPath field names may not start with '$': ${path}`)
    if (segment === '__proto__') throw refused('a field may not be called __proto__')
  }
  return segments
}

/** What a path leads to. An array on the way gives a list of what its documents have; numbers are no positions. */
export function valueAt(value: unknown, path: readonly string[], depth = 0): unknown {
  if (depth === path.length) return value
  if (Array.isArray(value))
    return value
      .filter(isDoc)
      .map(item => valueAt(item, path, depth))
      .filter(item => item !== undefined)
  const segment = path[depth]!
  return isDoc(value) && Object.hasOwn(value, segment) ? valueAt(value[segment], path, depth + 1) : undefined
}

const SYSTEM: Record<string, Compiled> = {
  ROOT: ({ root }) => root,
  CURRENT: ({ root }) => root,
  REMOVE: () => undefined,
}

/** `$a.b` or `$$variable.a.b`. */
export function compilePath(text: string, known: ReadonlySet<string>): Compiled {
  if (text === '$') throw refused("'$' by itself is not a valid FieldPath")
  if (!text.startsWith('$$')) {
    const path = checkPath(text.slice(1))
    return ({ root }) => valueAt(root, path)
  }
  const [name, ...path] = checkPath(text.slice(2)) as [string, ...string[]]
  if (Object.hasOwn(SYSTEM, name)) return scope => valueAt(SYSTEM[name]!(scope), path)
  if (/^(NOW|CLUSTER_TIME)$/.test(name)) throw notEmulated(`$$${name}`)
  if (!known.has(name)) throw refused(`Use of undefined variable: ${name}`)
  return ({ variables }) => valueAt(variables[name], path)
}
