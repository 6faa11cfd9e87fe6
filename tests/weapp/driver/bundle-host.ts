import { buildSync } from 'esbuild'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(__dirname, '../../..')
export const CACHE = path.join(ROOT, 'node_modules/.cache/weapp-host')
const HOST = path.resolve(__dirname, '../host')
const PATIENCE = '../../support/patience.ts'

function fingerprint(): string {
  const hash = createHash('sha256')
  const names = readdirSync(HOST, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
  for (const name of [...names.sort(), PATIENCE])
    hash.update(name).update(readFileSync(path.join(HOST, name)))
  return hash.digest('hex').slice(0, 16)
}

/** The host as one plain script, so that a process of it is up in a moment. Made anew when its source changed. */
export function bundleHost(): string {
  const file = path.join(CACHE, `host-${fingerprint()}.cjs`)
  if (existsSync(file)) return file
  mkdirSync(CACHE, { recursive: true })
  const draft = `${file}.${process.pid}`
  buildSync({
    entryPoints: [path.join(HOST, 'cli.ts')],
    outfile: draft,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['miniprogram-compiler', 'bufferutil', 'utf-8-validate'],
    logLevel: 'error',
  })
  renameSync(draft, file)
  return file
}
