import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import type { PageFigures } from '../host/report'
import { ROOT } from './bundle-host'

// What pages and packages cost, for people to read after the tests; the folder is not in git.
const FOLDER = path.join(ROOT, 'shots/weapp')

/** Keeps one line per key in a table, so that a new run replaces what an old one said. */
function keep(file: string, key: string, cells: (string | number)[]): void {
  mkdirSync(FOLDER, { recursive: true })
  const target = path.join(FOLDER, file)
  const lines = existsSync(target) ? readFileSync(target, 'utf8').split('\n').filter(Boolean) : []
  const others = lines.filter(line => !line.startsWith(`${key}\t`))
  writeFileSync(target, `${[...others, [key, ...cells].join('\t')].sort().join('\n')}\n`)
}

/** Cost of the first screen of a page for a kind of person. */
export function note(
  role: string,
  { path: page, setDataCalls, setDataBytes, nodes, calls }: PageFigures,
): void {
  const counted = [`${setDataCalls} setData`, `${setDataBytes} bytes`, `${nodes} nodes`]
  keep('first-screens.tsv', `${page} (${role})`, [...counted, calls.join(' ')])
}

export const noteSize = (name: string, bytes: number): void =>
  keep('sizes.tsv', name, [`${(bytes / 1024).toFixed(1)} KB`])
