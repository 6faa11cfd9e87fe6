import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

// No file of the mini program imports itself, by whatever way round: types too, because a circle of types is a
// circle of thoughts.

const SRC = path.resolve(__dirname, '../../src')

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))

const IMPORTED = /^(?:import|export)\b[^'"]*?['"]([^'"]+)['"]/gm

/** The file that an import means; undefined for a package, a style or a function. */
function fileOf(from: string, wanted: string): string | undefined {
  const isOurs = wanted.startsWith('.') || wanted.startsWith('@/')
  if (!isOurs) return undefined
  const name = wanted.startsWith('@/') ? wanted.slice(2) : path.join(path.dirname(from), wanted)
  return [`${name}.ts`, `${name}.tsx`, `${name}/index.ts`].find(file => existsSync(path.join(SRC, file)))
}

const importsOf = (file: string): string[] => {
  const source = readFileSync(path.join(SRC, file), 'utf8')
  return [...source.matchAll(IMPORTED)].flatMap(([, wanted]) => fileOf(file, wanted!) ?? [])
}

type Graph = Map<string, string[]>

/** The first way that leads back to where it began, as a list of files. */
function circleIn(graph: Graph): string[] | undefined {
  const done = new Set<string>()
  const walk = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...way, file])
      if (circle) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const circle = walk(file, [])
    if (circle) return circle
  }
  return undefined
}

const graph: Graph = new Map(FILES.map(file => [file, importsOf(file)]))

test('the graph holds the imports of the app', () => {
  expect(graph.get('app.tsx')).toContain('lib/session.tsx')
  expect([...graph.values()].flat().length).toBeGreaterThan(500)
})

test('no file imports itself by a circle', () => {
  expect(circleIn(graph)).toBeUndefined()
})

test('a circle is found', () => {
  const round: Graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ])
  expect(circleIn(round)).toEqual(['b', 'd', 'b'])
})
