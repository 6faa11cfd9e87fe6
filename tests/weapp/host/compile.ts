import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Dist } from './dist'

// WeChat's own compilers, as they come with its developer tools. They are called directly because the wrapper
// of the package hides their exit codes.

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024
const VERSION = 'miniprogram-compiler 0.2.3'

function compilerPath(name: 'wcc' | 'wcsc'): string {
  const home = path.dirname(require.resolve('miniprogram-compiler/package.json'))
  const file = path.join(home, 'bin', process.platform === 'darwin' ? 'mac' : 'linux', name)
  try {
    accessSync(file, constants.X_OK)
  } catch {
    // the package ships them without the executable bit and sets it in an install script that we forbid
    chmodSync(file, 0o755)
  }
  return file
}

function run(name: 'wcc' | 'wcsc', args: string[], cwd: string): string {
  const { error, status, stdout, stderr } = spawnSync(compilerPath(name), args, {
    cwd,
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${name}: ${stderr.trim() || `exit code ${status}`}`)
  return stdout
}

function cached(cacheDir: string, inputs: string[], make: () => string): string {
  const hash = createHash('sha256')
  for (const input of [VERSION, ...inputs]) hash.update(`${input.length}:`).update(input)
  const file = path.join(cacheDir, `${hash.digest('hex')}.js`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const output = make()
  mkdirSync(cacheDir, { recursive: true })
  // several hosts compile the same build at once: nobody may read half a file
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, output)
  renameSync(draft, file)
  return output
}

/** Which tags are components, per file; wcc keeps their properties apart from attributes. */
function componentList(dist: Dist, templates: string[]): string {
  const lines = templates.flatMap(file => {
    const tags = Object.keys(dist.json(file.slice(0, -'.wxml'.length)).usingComponents ?? {})
    return tags.length ? [[file, tags.length, ...tags].join(' ')] : []
  })
  return [lines.length, ...lines].join(' ')
}

/** Templates and wxs as one script that defines `$gwx`. @throws with file, line and column of a mistake */
export function compileTemplates(dist: Dist, cacheDir: string): string {
  const templates = dist.files('.wxml')
  const sources = [...templates, ...dist.files('.wxs')]
  const args = ['-d', '-cc', componentList(dist, templates), ...sources, '-gn', '$gwx']
  return cached(cacheDir, [...args, ...sources.map(dist.read)], () => run('wcc', args, dist.root))
}

/** @throws with the file and place that WeChat would refuse */
export function checkStyles(dist: Dist, cacheDir: string): void {
  const sheets = dist.files('.wxss')
  const args = ['-lc', '-db', '-pc', String(sheets.length), ...sheets]
  cached(cacheDir, [...args, ...sheets.map(dist.read)], () => {
    run('wcsc', args, dist.root)
    return ''
  })
}
