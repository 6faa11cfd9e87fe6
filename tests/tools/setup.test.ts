import { spawn, type ChildProcess } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '../../tools/functions'
import { until } from '../local-cloud/support'

// Commands in a fresh clone, side by side and stopped half-way, with an npm that takes until the test lets it end.

const FAKE_NPM = `#!${process.execPath}
const fs = require('node:fs')
const { HOME: home } = process.env
const say = text => fs.appendFileSync(home + '/said', text + '\\n')
say('begin')
process.on('exit', () => say('end'))
fs.mkdirSync('node_modules/first', { recursive: true })
const isHeld = () => fs.existsSync(home) && !fs.existsSync(home + '/go')
while (isHeld()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
if (!fs.existsSync(home + '/broken')) fs.mkdirSync('node_modules/last')
process.exit(fs.existsSync(home + '/broken') ? 1 : 0)
`

let home: string
let clone: string
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'heju-setup-'))
  clone = path.join(home, 'clone')
  mkdirSync(path.join(clone, 'tools'), { recursive: true })
  for (const file of ['setup.mjs', 'setup-lock.mjs'])
    cpSync(path.join(ROOT, 'tools', file), path.join(clone, 'tools', file))
  writeFileSync(path.join(clone, 'package.json'), '{}')
  writeFileSync(path.join(clone, 'package-lock.json'), '{}')
  writeFileSync(path.join(home, 'npm'), FAKE_NPM, { mode: 0o755 })
})
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))

interface Command {
  child: ChildProcess
  printed: () => string
  ended: Promise<number | null>
}

function command(): Command {
  const env = { PATH: `${home}:${process.env.PATH}`, HOME: home }
  const args = [path.join(clone, 'tools/setup.mjs'), '--packages']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text))
  return { child, printed: () => printed, ended: new Promise(resolve => child.once('exit', resolve)) }
}

const file = (name: string) => path.join(home, name)
const letGo = () => writeFileSync(file('go'), '')
const said = (what: string) =>
  (existsSync(file('said')) ? readFileSync(file('said'), 'utf8') : '')
    .split('\n')
    .filter(line => line === what).length
const packages = () => {
  const folder = path.join(clone, 'node_modules')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
const leftOver = () => readdirSync(path.join(clone, '.setup'))
const WHOLE = ['.heju-lock', 'first', 'last']

test('of commands side by side one installs, the others say that they wait for it', async () => {
  const first = command()
  await until(() => said('begin') === 1)
  const others = [command(), command(), command()]
  for (const other of others)
    await until(() => other.printed().includes(`(process ${first.child.pid}) is installing; waiting for it`))
  expect(packages()).toEqual([])
  letGo()
  for (const one of [first, ...others]) expect(await one.ended).toBe(0)
  expect([said('begin'), said('end'), packages(), leftOver()]).toEqual([1, 1, WHOLE, []])
  expect(await command().ended).toBe(0)
  expect(said('begin')).toBe(1)
})

test('killed half-way it leaves nothing; the next one goes on at once, though npm is still writing', async () => {
  const first = command()
  await until(() => said('begin') === 1)
  first.child.kill('SIGKILL')
  await first.ended
  expect(packages()).toEqual([])
  const next = command()
  await until(() => said('begin') === 2)
  expect(next.printed()).not.toContain('waiting')
  letGo()
  expect(await next.ended).toBe(0)
  await until(() => said('end') === 2)
  expect(packages()).toEqual(WHOLE)
  // what the killed one has left goes with the next installation
  writeFileSync(path.join(clone, 'package-lock.json'), '{ }')
  expect(await command().ended).toBe(0)
  expect([packages(), leftOver()]).toEqual([WHOLE, []])
})

test('of many that find the lock of a dead one, one installs at a time', async () => {
  letGo()
  mkdirSync(path.join(clone, '.setup'))
  // this process lives, but was not started at that moment; and there is no process of the other number
  for (const dead of [`${process.pid}-1`, '4194305-1']) {
    writeFileSync(path.join(clone, '.setup/lock'), dead)
    rmSync(path.join(clone, 'node_modules'), { recursive: true, force: true })
    rmSync(file('said'), { force: true })
    const all = Array.from({ length: 6 }, command)
    for (const one of all) expect(await one.ended).toBe(0)
    expect([said('begin'), packages(), leftOver()]).toEqual([1, WHOLE, []])
  }
})

test('one that fails says so and leaves the packages that were there', async () => {
  letGo()
  writeFileSync(file('broken'), '')
  mkdirSync(path.join(clone, 'node_modules/former'), { recursive: true })
  const failing = command()
  expect(await failing.ended).toBe(1)
  expect(failing.printed()).toContain('npm ci failed')
  expect([packages(), leftOver()]).toEqual([['former'], []])
  rmSync(file('broken'))
  expect(await command().ended).toBe(0)
  expect(packages()).toEqual(WHOLE)
})
