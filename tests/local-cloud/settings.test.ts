import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runCli } from '../../local-cloud/cli'
import type { Cloud } from '../../local-cloud/cloud'
import type { Database, Row } from '../contract/database'
import { folder, sdkFor, start, until, type Folder } from './support'

// Settings that cannot be are refused when the cloud starts, in words that name their place.

let own: Folder
beforeEach(() => (own = folder()))
afterEach(() => own.remove())

const REFUSED: [string, object, RegExp][] = [
  [
    'a time of day that is none',
    { triggers: [timer('0 0 25 * * * *')] },
    /function nightly, trigger daily: cron: hour/,
  ],
  ['no times', { triggers: [{ name: 'daily', type: 'timer' }] }, /function nightly, trigger daily: cron/],
  [
    'a name with a dot',
    { triggers: [{ ...timer('0 0 2 * * * *'), name: 'a.b' }] },
    /nightly, trigger a\.b: a name/,
  ],
  ['another kind of trigger', { triggers: [{ ...timer('0 0 2 * * * *'), type: 'cos' }] }, /not emulated/],
  ['no time at all', { timeout: 0 }, /function nightly: timeout/],
  ['a time without end', { timeout: 901 }, /function nightly: timeout/],
  ['a time in words', { timeout: '20s' }, /function nightly: timeout/],
  ['too little memory', { memorySize: 64 }, /function nightly: memorySize/],
]

function timer(config: string) {
  return { name: 'daily', type: 'timer', config }
}

test.each(REFUSED)('a function with %s', async (_, config, says) => {
  own.write('nightly', 'exports.main = () => 1', config)
  await expect(start(own)).rejects.toThrow(says)
})

test('a function whose config.json is damaged', async () => {
  own.write('nightly', 'exports.main = () => 1')
  writeFileSync(path.join(own.functionsDir, 'nightly', 'config.json'), '{')
  await expect(start(own)).rejects.toThrow('function nightly: config.json is not JSON')
})

describe('the clock', () => {
  const YEAR = 366 * 86_400_000
  const move = async (cloud: Cloud, body: string) => {
    const answer = await fetch(`${cloud.origin}/dev/clock`, { method: 'POST', body })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  test('moves by milliseconds, at most a century away, and stays where it was otherwise', async () => {
    const cloud = await start(own)
    const before = cloud.now().getTime()
    for (const ms of ['1e300', '-1e300', '1e999', '"5"', 'null', '{}', '[1]', String(101 * YEAR)])
      expect(await move(cloud, `{"advanceMs":${ms}}`)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_PARAM' },
      })
    expect(await move(cloud, '{}')).toMatchObject({ status: 400, body: { code: 'INVALID_PARAM' } })
    for (const ms of [NaN, Infinity, '5', 101 * YEAR])
      expect(() => cloud.advance(ms as number)).toThrow(/century/)
    expect(cloud.now().getTime()).toBeLessThanOrEqual(Date.now())
    expect(cloud.now().getTime()).toBeGreaterThanOrEqual(before)
    expect((await move(cloud, `{"advanceMs":${90 * YEAR}}`)).status).toBe(200)
    expect(() => cloud.advance(90 * YEAR)).toThrow(/century/)
    await cloud.close()
  })

  test.each(['{', '{"offsetMs":1e300}'])(
    'with a clock.json of %j the cloud starts, and in real time',
    async text => {
      mkdirSync(own.dataDir)
      writeFileSync(path.join(own.dataDir, 'clock.json'), text)
      const before = Date.now()
      const cloud = await start(own)
      expect(cloud.now().getTime()).toBeGreaterThanOrEqual(before)
      expect(cloud.now().getTime()).toBeLessThanOrEqual(Date.now())
      await cloud.close()
    },
  )
})

test.each<[string, string, RegExp]>([
  ['--faults', '{', /^--faults is not JSON/],
  ['--faults', '5', /^--faults must be a JSON object/],
  ['--faults', '{"errorrate":1}', /^no such fault: errorrate/],
  ['--requests-at-once', '0', /^--requests-at-once must be a number from 1/],
  ['--requests-at-once', 'x', /^--requests-at-once must be a number from 1/],
  ['--port', 'x', /^--port x is not a port/],
])('the command line refuses %s %s', async (flag, value, says) => {
  await expect(runCli(['--data', own.dataDir, flag, value])).rejects.toThrow(says)
})

test('the command line names the function that hears of verdicts, and the bad words', async () => {
  own.write('heard', 'exports.main = event => console.log(JSON.stringify(event.result))')
  const folders = ['--data', own.dataDir, '--functions', own.functionsDir, '--no-sync']
  const args = ['--port', '0', ...folders, '--event-function', 'heard', '--bad-words', 'one,two']
  const cli = path.join(__dirname, '../../local-cloud/cli.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const origin = new URL(line.replace('endpoint ', '').trim()).origin
  const post = (pathname: string, body: object) =>
    fetch(origin + pathname, { method: 'POST', body: JSON.stringify(body) })
  const media = { openid: 'o', scene: 1, version: 2, media_type: 2, media_url: 'http://127.0.0.1/two.jpg' }
  const requestData = JSON.stringify(media)
  await post('/admin', { action: 'wx.api', apiName: 'security.mediaCheckAsync', requestData })
  await post('/dev/clock', { advanceMs: 1 })
  const log = async () => (await fetch(`${origin}/dev/log`)).text()
  // what a function prints may arrive a little after its answer
  await until(async () => (await log()).includes('suggest'))
  expect(await log()).toContain(JSON.stringify(JSON.stringify({ suggest: 'risky', label: 21000 })))
  child.kill()
  await once(child, 'exit')
})

describe('the file of indexes', () => {
  const indexesFile = () => path.join(own.dir, 'indexes.json')
  const write = (notes: unknown) => writeFileSync(indexesFile(), JSON.stringify({ notes }))
  const open = () => start(own, { indexesFile: indexesFile() })
  const planOf = async (cloud: Cloud, query: Row) => {
    await (sdkFor(cloud).database() as Database).collection('notes').where(query).get()
    return cloud.trips().at(-1)!.index
  }

  test('changed since the last start: indexes are made anew from the documents that are there', async () => {
    write([
      { name: 'first', keys: { a: 1 } },
      { name: 'second', keys: { b: 1 } },
      { name: 'old', keys: { c: 1 } },
    ])
    const cloud = await open()
    await (sdkFor(cloud).database() as Database).collection('notes').add({ data: { a: 1, b: 2, c: 3 } })
    await cloud.close()
    write([
      { name: 'first', keys: { b: 1 } },
      { name: 'second', keys: { a: 1 } },
      { name: 'new', unique: true, keys: { c: 1 } },
    ])
    const again = await open()
    expect(await planOf(again, { b: 2 })).toBe('first')
    expect(await planOf(again, { a: 1 })).toBe('second')
    expect(await planOf(again, { c: 3 })).toBe('new')
    await again.close()
  })

  test.each([
    ['no list', {}, /notes must be a list/],
    ['an index without keys', [{ name: 'a' }], /notes|keys/],
    ['the index of _id', [{ name: 'own', keys: { _id: 1 } }], /_id/],
  ])('%s', async (_, notes, says) => {
    write(notes)
    await expect(open()).rejects.toThrow(says)
  })
})
