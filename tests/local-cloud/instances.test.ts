import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Cloud } from '../../local-cloud/cloud'
import { folder, holdTimers, start, until } from './support'

// What holds one instance of a function: its memory, its time, one call at a time.

const own = folder()
own.write(
  'hungry',
  `exports.main = () => { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())) }`,
  { memorySize: 128, timeout: 900 },
)
own.write(
  'hoarding',
  `exports.main = async ({ how, mb }) => {
    const all = []
    for (let i = 0; i < mb; i++) {
      if (how === 'wasting') Buffer.alloc(1024 * 1024, 1)
      else all.push(Buffer.alloc(1024 * 1024, 1))
      if (how === 'slowly') await new Promise(r => setTimeout(r, 1))
    }
    if (how === 'slowly') await new Promise(() => {})
    return all.length
  }`,
  { memorySize: 128, timeout: 900 },
)
own.write(
  'modest',
  `exports.main = (event, context) => [context.memory_limit_in_mb, context.time_limit_in_ms]`,
  { memorySize: 512, timeout: 7 },
)
own.write(
  'usual',
  `exports.main = (event, context) => [context.memory_limit_in_mb, context.time_limit_in_ms]`,
)
const LIMIT_SECONDS = 299
own.write(
  'sleepy',
  `let calls = 0
  exports.main = async ({ isAsleep }) => {
    calls++
    if (isAsleep) console.log('asleep')
    return isAsleep ? new Promise(() => {}) : calls
  }`,
  { timeout: LIMIT_SECONDS },
)
own.write(
  'busy',
  `exports.main = async () => { await new Promise(r => setTimeout(r, 50)); return process.env.NODE_ENV }`,
)
own.write('rooted', `exports.main = () => require('common/inside')`)
mkdirSync(path.join(own.functionsDir, 'rooted/common'))
writeFileSync(path.join(own.functionsDir, 'rooted/common/inside.js'), `module.exports = 'found'`)
own.write('beside', `exports.main = () => require('common/inside')`)
own.write('lost', `exports.main = 5`)
own.write('wrong', `this is no JavaScript`)

let cloud: Cloud
beforeAll(async () => (cloud = await start(own)))
afterAll(async () => {
  await cloud.close()
  own.remove()
})
const call = (name: string, data: object = {}) => cloud.call({ openid: 'o-anna' }, name, data)
const said = (name: string, text: string) =>
  cloud.log().filter(line => line.source === name && line.text === text).length
const coldStarts = (name: string) => said(name, 'cold start')
const asleep = () => said('sleepy', 'asleep')

test('whoever takes more memory than its configuration gives is ended; the cloud goes on', async () => {
  await expect(call('hungry')).rejects.toMatchObject({
    errCode: -504002,
    errMsg: expect.stringMatching(/memory/i) as string,
  })
  expect((await call('usual')).result).toEqual([256, 20_000])
})

test.each(['at once', 'slowly'])('Buffers are memory too, taken %s', async how => {
  await expect(call('hoarding', { how, mb: 200 })).rejects.toMatchObject({
    errCode: -504002,
    errMsg: expect.stringMatching(/memory limit exceeded: more than 128 MB/) as string,
  })
  expect((await call('hoarding', { how: 'at once', mb: 60 })).result).toBe(60)
})

test('Buffers that nobody holds any more are not', async () => {
  expect((await call('hoarding', { how: 'wasting', mb: 1000 })).result).toBe(0)
})

test('the limits come from config.json', async () => {
  expect((await call('modest')).result).toEqual([512, 7000])
})

test('whoever takes too long is ended, and nothing of it stays in the next instance', async () => {
  const limits = holdTimers(LIMIT_SECONDS * 1000)
  expect((await call('sleepy')).result).toBe(1)
  expect((await call('sleepy')).result).toBe(2)
  const overdue = expect(call('sleepy', { isAsleep: true })).rejects.toMatchObject({
    errCode: -504003,
    code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    errMsg: expect.stringMatching(/timed out after 299 seconds/) as string,
  })
  await until(() => asleep() === 1)
  limits.release()
  await overdue
  expect((await call('sleepy')).result).toBe(1)
  expect(coldStarts('sleepy')).toBe(2)
})

test('one caller needs one instance; twenty at once have four, and all are answered', async () => {
  for (let i = 0; i < 3; i++) await call('busy')
  expect(coldStarts('busy')).toBe(1)
  const answers = await Promise.all(Array.from({ length: 20 }, () => call('busy')))
  expect(answers.every(({ result }) => result === 'production')).toBe(true)
  expect(coldStarts('busy')).toBe(4)
})

test('those who wait for an instance are answered when one is ended', async () => {
  const limits = holdTimers(LIMIT_SECONDS * 1000)
  const before = asleep()
  const calls = Array.from({ length: 8 }, (_, i) => call('sleepy', { isAsleep: i < 4 }))
  const outcomes = Promise.allSettled(calls)
  await until(() => asleep() === before + 4)
  limits.release()
  expect((await outcomes).map(({ status }) => status)).toEqual([
    ...Array<string>(4).fill('rejected'),
    ...Array<string>(4).fill('fulfilled'),
  ])
})

test('a function finds the modules of its own folder by their path from there, and of no other', async () => {
  expect((await call('rooted')).result).toBe('found')
  await expect(call('beside')).rejects.toMatchObject({
    errMsg: expect.stringMatching(/Cannot find module/) as string,
  })
})

test.each([
  ['lost', /handler index.main is missing/],
  ['wrong', /functions execute fail \| errMsg: .*SyntaxError/s],
])('a function that is none: %s', async (name, errMsg) => {
  await expect(call(name)).rejects.toMatchObject({
    errCode: -504002,
    errMsg: expect.stringMatching(errMsg) as string,
  })
})
