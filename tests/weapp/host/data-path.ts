// Paths of setData, such as `root.cn.[0].cl`.

export const parsePath = (text: string): string[] =>
  text
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)

export function getIn(value: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (at === null || at === undefined ? undefined : (at as never)[key]),
    value,
  )
}

/** A copy with the value at the path; what is beside the path stays the same object. */
export function setIn(target: unknown, keys: string[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  const copy = shallowCopy(target, key) as Record<string, unknown>
  copy[key] = setIn(copy[key], rest, value)
  return copy
}

function shallowCopy(target: unknown, key: string): object {
  if (Array.isArray(target)) return target.slice()
  if (target && typeof target === 'object') return { ...target }
  return /^\d+$/.test(key) ? [] : {}
}

/** Through JSON, as everything that leaves the service thread of WeChat. */
export const copyOf = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T)
