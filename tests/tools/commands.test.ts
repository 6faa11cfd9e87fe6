import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../../tools/functions'

// What all commands have in common: answers on stdout and nothing else there, and 2 for whoever calls them wrongly.

const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const COMMANDS = Object.values(scripts)
  .map(script => /tools\/commands\/[\w-]+\.ts/.exec(script)?.[0])
  .filter(file => file !== undefined)

const home = mkdtempSync(path.join(os.tmpdir(), 'heju-commands-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (file: string, args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
    const env = { PATH: process.env.PATH, HOME: home }
    const line = ['--import', 'tsx', file, ...args]
    execFile(process.execPath, line, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })

const WRONG = { code: 2, stdout: '', stderr: expect.stringMatching(/usage: /) as string }

test('every command lies in tools/commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(7)
  const known = new Set(COMMANDS.map(file => path.basename(file)))
  expect(readdirSync(path.join(ROOT, 'tools/commands'))).toEqual(expect.arrayContaining([...known]))
})

test.each(COMMANDS)('%s with an option that there is not, or with too many words', async file => {
  expect(await run(file, ['--nonsense'])).toEqual(WRONG)
  expect(await run(file, ['one', 'two'])).toEqual(WRONG)
})

const NOWHERE = ['--endpoint', 'http://127.0.0.1:1/admin']
test.each<[string, string[]]>([
  ['migrate', NOWHERE],
  ['migrate', ['--data', 'no-such-folder']],
  ['migrate', ['--data', '.', '--env', 'e']],
  ['migrate', ['--env', 'e']],
  ['backup', []],
  ['backup', ['--out', 'x', ...NOWHERE]],
  ['restore', []],
  ['restore', ['no-such-file']],
  ['deploy-database', []],
  ['deploy-database', ['--env', 'e']],
  ['deploy-database', ['--env', 'e', ...NOWHERE]],
  ['cloud', ['--port', 'x']],
])('%s %j', async (name, args) => {
  expect(await run(`tools/commands/${name}.ts`, args)).toEqual(WRONG)
})
