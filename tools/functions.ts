import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(__dirname, '..')
export const FUNCTIONS_SOURCE = path.join(ROOT, 'cloudfunctions')
export const FUNCTIONS_BUILT = path.join(ROOT, 'dist/cloudfunctions')

/** Folders of cloudfunctions that are deployed: those with an entry (`shared` has none). */
export function functionNames(): string[] {
  return readdirSync(FUNCTIONS_SOURCE)
    .filter(name => existsSync(path.join(FUNCTIONS_SOURCE, name, 'index.ts')))
    .sort()
}
