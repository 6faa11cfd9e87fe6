import { existsSync } from 'node:fs'
import path from 'node:path'
import { describeActions, type Described } from '../../tools/action-tables'
import { FIXTURES } from './fixtures'

// An action that nobody has written fixtures for is not covered by the suite, so it may not exist.

let described: Described[]

beforeAll(async () => {
  described = await describeActions()
})

const namesOf = (all: readonly Described[]) => all.map(each => `${each.function}.${each.action}`).sort()

test('every action of every function has a fixture, and every fixture an action', () => {
  const fixtures = Object.entries(FIXTURES).flatMap(([name, table]) =>
    Object.keys(table).map(action => `${name}.${action}`),
  )
  expect(fixtures.sort()).toEqual(namesOf(described))
})

test('every function has a file here that runs the suite', () => {
  const missing = [...new Set(described.map(each => each.function))].filter(
    name => !existsSync(path.join(__dirname, `${name}.test.ts`)),
  )
  expect(missing).toEqual([])
})

test('a read says that it changes nothing, and a write what it changes', () => {
  const wrong = described.filter(each => {
    const { changes } = FIXTURES[each.function]![each.action]!
    return (each.kind === 'read') !== (changes.length === 0)
  })
  expect(namesOf(wrong)).toEqual([])
})
