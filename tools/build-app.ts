import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './functions'

const SOURCES = ['src', 'config', 'cloudfunctions', 'babel.config.js', 'package-lock.json']

function filesUnder(entry: string): string[] {
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry)
    .sort()
    .flatMap(name => filesUnder(path.join(entry, name)))
}

/** Changes when any source of the build changes; times and places do not matter. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(source => filesUnder(path.join(ROOT, source)))) {
    hash.update(path.relative(ROOT, file)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

export type Target = 'h5' | 'weapp'

function taroBuild(target: Target): Promise<void> {
  const taro = path.join(ROOT, 'node_modules/.bin/taro')
  const env = { ...process.env, NODE_ENV: 'production' }
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`taro build --type ${target} failed`))
    spawn(taro, ['build', '--type', target], { cwd: ROOT, env, stdio: ['ignore', 2, 2] })
      .on('error', failed)
      .on('exit', code => (code === 0 ? resolve() : failed()))
  })
}

/** Builds the mini program for a target unless this very source was built last. @returns its folder */
export async function buildApp(target: Target, say: (text: string) => void): Promise<string> {
  const folder = path.join(ROOT, 'dist', target)
  const marker = path.join(ROOT, 'dist', `${target}.built-from`)
  const now = fingerprint()
  if (existsSync(folder) && existsSync(marker) && readFileSync(marker, 'utf8') === now) return folder
  say(`Building the mini program for ${target}…`)
  // a build that fails half-way leaves a folder that was built from nothing
  rmSync(marker, { force: true })
  await taroBuild(target)
  writeFileSync(marker, now)
  return folder
}
