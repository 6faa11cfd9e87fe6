// Inputs made from the JSON schemas that `npm run -s actions` prints. Pure, so that a seed repeats a run.

export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  pattern?: string
  format?: string
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  maxLength?: number
  additionalProperties?: boolean | Schema
}

/** A small seeded generator (mulberry32): the same numbers on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)]!

/** What nobody should send: every one of them must be refused or made harmless, never break anything. */
export const NASTY: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e反的\u202c',
  '👨‍👩‍👧‍👦'.repeat(50),
  '長'.repeat(20_000),
  '=cmd|calc',
  '../../etc/passwd',
  '__proto__',
  '{"$gt":""}',
  '^(a+)+$',
  'cloud://x/uploads/../a',
  null,
  0,
  -1,
  1e308,
  true,
  [],
  {},
  { $gt: '' },
  { $ne: null },
  { $regex: '.*' },
  { _id: { $exists: true } },
  [{ $gt: '' }],
  { __proto__: { isAdmin: true } },
]

const cursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url')

/** Cursors that nobody was given. */
export const CURSORS: readonly string[] = [
  '',
  'x',
  '1',
  '9999',
  '-1',
  cursor([0, '']),
  cursor([1e300, 'a']),
  cursor([-1e300, 'a']),
  cursor([8.64e15, '\uffff']),
  cursor([1.5, 'rep_']),
  cursor([{ $gt: 0 }, { $gt: '' }]),
  cursor({ 0: 1, 1: 'a' }),
  cursor(null),
]

/** Ids, files and words of the world under attack, by the name of the input field. */
export type Pools = Record<string, readonly unknown[]>

function text(schema: Schema, name: string, random: () => number): unknown {
  if (schema.format === 'date') return pick(['2026-11-24', '2026-11-23', '2026-12-31', '2020-02-29'], random)
  if (/cursor/i.test(name)) return pick(CURSORS, random)
  const words = ['好的', '林', '13800000000', '还在漏水，请再来看看', '👨‍👩‍👧', '1802']
  const max = schema.maxLength ?? Infinity
  return [...pick(words, random)].slice(0, max).join('')
}

function listOf(schema: Schema, name: string, make: Make): unknown[] {
  const least = schema.minItems ?? 0
  const most = Math.min(schema.maxItems ?? 3, 3)
  const length = Math.max(least, Math.floor(make.random() * (most + 1)))
  return Array.from({ length }, () => validFor(schema.items ?? {}, name, make))
}

function objectOf(schema: Schema, make: Make): object {
  const names = Object.keys(schema.properties ?? {}).filter(
    name => schema.required?.includes(name) || make.random() < 0.6,
  )
  return Object.fromEntries(names.map(name => [name, validFor(schema.properties![name]!, name, make)]))
}

export interface Make {
  pools: Pools
  random: () => number
}

/** An input that the schema takes, with ids of other people's records. */
export function validFor(schema: Schema, name: string, make: Make): unknown {
  const { pools, random } = make
  if ('const' in schema) return schema.const
  if (schema.enum) return pick(schema.enum, random)
  if (schema.anyOf) return validFor(pick(schema.anyOf, random), name, make)
  if (schema.type === 'object') return objectOf(schema, make)
  if (schema.type === 'array') return listOf(schema, name, make)
  if (pools[name]) return pick(pools[name], random)
  if (schema.type === 'boolean') return random() < 0.5
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? schema.maximum ?? 1
  if (schema.type === 'string') return text(schema, name, random)
  return null
}
