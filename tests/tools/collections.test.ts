import { readFileSync } from 'node:fs'
import path from 'node:path'
import { allCollections, indexesOf, rulesOf } from '../../tools/collections'
import { ROOT } from '../../tools/functions'

// The declarations of collections, and the two files that come from them.

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))

test('the generated files are what `npm run -s collections` writes', async () => {
  const collections = await allCollections()
  expect(readJson('database-indexes.json')).toEqual(indexesOf(collections))
  expect(readJson('database-rules.json')).toEqual(rulesOf(collections))
})

test('at most 90 collections with 20 indexes each; each index says which query it serves', async () => {
  const collections = await allCollections()
  expect(collections.length).toBeLessThanOrEqual(90)
  expect(new Set(collections.map(({ name }) => name)).size).toBe(collections.length)
  for (const { name, indexes } of collections) {
    expect([name, Object.keys(indexes).length <= 20]).toEqual([name, true])
    for (const [index, { for: query }] of Object.entries(indexes))
      expect([name, index, /\w+ \w+/.test(query)]).toEqual([name, index, true])
  }
})

test('every schema version has a migration from the one before', async () => {
  for (const { name, schemaVersion, migrations } of await allCollections()) {
    const versions = Array.from({ length: schemaVersion - 1 }, (_, index) => String(index + 2))
    expect([name, Object.keys(migrations)]).toEqual([name, versions])
  }
})
