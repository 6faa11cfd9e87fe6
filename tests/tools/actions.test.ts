import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PERMISSIONS } from '../../cloudfunctions/shared/call/permissions'
import { functionNames, ROOT } from '../../tools/functions'

interface Described {
  function: string
  action: string
  kind: 'read' | 'write'
  permission: string
  input: { type: string; additionalProperties?: boolean; properties?: Record<string, unknown> }
}

const described = JSON.parse(
  execFileSync('npm', ['run', '-s', 'actions'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
) as Described[]

test('every action of every client function is listed with permission and input schema', () => {
  expect(new Set(described.map(each => each.function))).toEqual(
    new Set(['account', 'message', 'repair', 'roster']),
  )
  for (const { permission, kind } of described) {
    expect(Object.keys(PERMISSIONS)).toContain(permission)
    expect(['read', 'write']).toContain(kind)
  }
})

test('no action takes fields it does not name', () => {
  for (const each of described)
    expect(each).toMatchObject({ input: { type: 'object', additionalProperties: false } })
})

test('the scheduler shows no actions: no client reaches the timer’s code', () => {
  expect(functionNames()).toContain('scheduler')
  expect(described.some(each => each.function === 'scheduler')).toBe(false)
})

test('every permission of the table is used', () => {
  const used = new Set(described.map(each => each.permission))
  expect(Object.keys(PERMISSIONS).filter(permission => !used.has(permission))).toEqual([])
})

test('every collection a function touches is in database-indexes.json', () => {
  const indexes = JSON.parse(readFileSync(path.join(ROOT, 'database-indexes.json'), 'utf8')) as object
  const sources = execFileSync('git', ['ls-files', 'cloudfunctions'], { cwd: ROOT, encoding: 'utf8' }).split(
    '\n',
  )
  const text = sources
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(path.join(ROOT, file), 'utf8'))
  const named = text.flatMap(source => [...source.matchAll(/collection\('(\w+)'\)|repository\('(\w+)'/g)])
  for (const [, direct, scoped] of named) expect(Object.keys(indexes)).toContain(direct ?? scoped)
})
