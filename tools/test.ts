// `npm test`: everything that must hold before a change lands: builds and checks, then the tests.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildApp } from './build-app'
import { ROOT } from './functions'

/** Cores this process may use; `taskset` and containers count. */
const CORES = os.availableParallelism()

const bin = (name: string) => path.join(ROOT, 'node_modules/.bin', name)

const CHECKS: [name: string, command: string, args: string[]][] = [
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of the app', bin('tsc'), ['-p', 'src/tsconfig.json']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
]

function run(command: string, args: string[]): Promise<boolean> {
  return new Promise(resolve => {
    spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', () => resolve(false))
      .on('exit', code => resolve(code === 0))
  })
}

async function timed(name: string, work: () => Promise<boolean>): Promise<boolean> {
  const start = Date.now()
  const isFine = await work()
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
  return isFine
}

async function runChecks(): Promise<boolean> {
  let isFine = true
  for (const [name, command, args] of CHECKS) isFine = (await timed(name, () => run(command, args))) && isFine
  return isFine
}

async function build(): Promise<boolean> {
  for (const target of ['h5', 'weapp'] as const) {
    const isBuilt = await timed(`build ${target}`, () =>
      buildApp(target, console.log).then(
        () => true,
        (error: Error) => (console.error(error.message), false),
      ),
    )
    if (!isBuilt) return false
  }
  return true
}

/** Side by side where each has a core; on one core they would only take it from each other. */
async function runAll(jobs: (() => Promise<boolean>)[]): Promise<boolean[]> {
  if (CORES > 1) return Promise.all(jobs.map(job => job()))
  const done: boolean[] = []
  for (const job of jobs) done.push(await job())
  return done
}

/** Packages, and first screens by person: what the weapp tests have measured. */
function printFigures(): void {
  for (const file of ['sizes.tsv', 'first-screens.tsv']) {
    const table = path.join(ROOT, 'shots/weapp', file)
    if (existsSync(table)) console.log(`\n${readFileSync(table, 'utf8').replaceAll('\t', '  ').trim()}`)
  }
}

/** Arguments narrow the tests and skip the checks: `npm test -- --selectProjects repair`. */
async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const [isBuilt, areChecksFine = true] = await runAll(args.length ? [build] : [build, runChecks])
  const areTestsFine = isBuilt && (await timed('tests', () => run(bin('jest'), args)))
  printFigures()
  if (!(areChecksFine && areTestsFine)) process.exit(1)
}

void main()
