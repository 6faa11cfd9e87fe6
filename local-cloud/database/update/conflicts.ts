import { refusedWrite } from '../../errors'

/** Refuses paths of one update that meet: a path twice, one inside another, or `$[]` beside single elements. */
export function refuseConflicts(paths: string[]): void {
  const ends = new Set<string>()
  const inner = new Map<string, boolean>()
  for (const path of paths) {
    const way = prefixes(path)
    const isOfAll = (prefix: string) => path.startsWith(`${prefix}.$[]`)
    const clash =
      way.find(prefix => ends.has(prefix)) ??
      way.slice(0, -1).find(prefix => (inner.get(prefix) ?? isOfAll(prefix)) !== isOfAll(prefix)) ??
      (inner.has(path) ? path : undefined)
    if (clash !== undefined)
      throw refusedWrite(`Updating the path '${path}' would create a conflict at '${clash}'`)
    ends.add(path)
    for (const prefix of way.slice(0, -1)) inner.set(prefix, isOfAll(prefix))
  }
}

function prefixes(path: string): string[] {
  const segments = path.split('.')
  return segments.map((_, i) => segments.slice(0, i + 1).join('.'))
}
