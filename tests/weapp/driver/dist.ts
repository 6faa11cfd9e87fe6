import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './bundle-host'

/** The production build under test. */
export function weappDist(): string {
  const folder = path.resolve(process.env.WEAPP_DIST ?? path.join(ROOT, 'dist/weapp'))
  if (existsSync(path.join(folder, 'app.json'))) return folder
  throw new Error(`${folder} is not there: build it with \`NODE_ENV=production npm run build:weapp\``)
}

/** Bytes of all files below a folder. */
export function bytesUnder(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
}
