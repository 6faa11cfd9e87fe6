import { checkIntake, MAX_DEPTH, MAX_INPUT_BYTES } from '../../cloudfunctions/shared/call/intake'

const nested = (depth: number): unknown => {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

test.each<[string, unknown]>([
  ['deep', nested(MAX_DEPTH + 1)],
  ['deeper than the stack', nested(200_000)],
  ['long in one text', '漏'.repeat(MAX_INPUT_BYTES / 3)],
  ['long in all texts', { a: Array.from({ length: 3000 }, () => 'x'.repeat(100)) }],
  ['a long list of nothing', Array(100_000).fill(0)],
  ['many keys', Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key-number-${at}`, 0]))],
  ['a NUL in a text', { search: 'a\0' }],
  ['a NUL in an id', { id: '\0' }],
  ['a NUL in a name of a field', { 'a\0': 1 }],
  ['a NUL in a list', { checks: ['好', '\0'] }],
])('%s is refused', (_what, input) => {
  expect(() => checkIntake(input)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }) as Error)
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a form', { text: '漏水\n'.repeat(200), photos: Array(9).fill(`cloud://${'x'.repeat(300)}`) }],
  ['what is as deep as allowed', nested(MAX_DEPTH)],
])('%s is let through', (_what, input) => {
  expect(() => checkIntake(input)).not.toThrow()
})
