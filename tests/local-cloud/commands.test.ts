import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startCloud } from '../../local-cloud/cloud'
import { lockFolder } from '../../local-cloud/lock'
import { pack, unpack } from '../../tools/archive'
import { folder } from './support'

// What the commands say when they cannot do what is asked.

const ROOT = path.join(__dirname, '../..')
const own = folder()
afterAll(() => own.remove())

const run = (args: string[]) =>
  new Promise<{ status: number; text: string }>(resolve => {
    const env = { PATH: process.env.PATH, HOME: own.dir }
    execFile(process.execPath, ['--import', 'tsx', ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), text: stdout + stderr }),
    )
  })

const damaged = path.join(own.dir, 'damaged.zip')
const bytes = pack({ takenAt: new Date(0), collections: new Map([['repairs', ['{"_id":"a"}']]]), files: [] })
const whole = path.join(own.dir, 'whole.zip')
writeFileSync(whole, bytes)
const empty = path.join(own.dir, 'empty')
mkdirSync(empty)
bytes[40]! ^= 1
writeFileSync(damaged, bytes)
// nothing listens there: whoever asked it would say so
const NOWHERE = ['--endpoint', 'http://127.0.0.1:1/admin']

test.each<[string, string[], RegExp, status?: number]>([
  [
    'test:remote without an environment',
    ['tests/contract/remote.ts'],
    /CLOUD_ENV .*\n.*TENCENTCLOUD_SECRETID/,
    1,
  ],
  [
    'restore of a damaged file',
    ['tools/commands/restore.ts', damaged, ...NOWHERE],
    /^the backup is damaged: .*\n$/,
    1,
  ],
  ['restore of nothing', ['tools/commands/restore.ts'], /^name the one file .*\nusage: /],
  ['backup without a file', ['tools/commands/backup.ts'], /^name the file .*\nusage: /],
  [
    'backup of an empty folder',
    ['tools/commands/backup.ts', '--out', 'x', '--data', empty],
    /^there is nothing to back up\n$/,
    1,
  ],
  [
    'backup of a folder that is none',
    ['tools/commands/backup.ts', '--out', 'x', '--data', `${empty}x`],
    /^there is no folder /,
  ],
  ['backup into a folder', ['tools/commands/backup.ts', '--out', own.dir], /is no file\nusage: /],
  [
    'backup of nowhere',
    ['tools/commands/backup.ts', '--out', 'x', ...NOWHERE],
    /^no local cloud answers at .*\nusage: /,
  ],
  [
    'two places',
    ['tools/commands/backup.ts', '--out', 'x', '--env', 'e', '--data', empty],
    /^name one place: /,
  ],
  ['restore of two files', ['tools/commands/restore.ts', damaged, damaged], /usage: /],
  [
    'backup of a real one without keys',
    ['tools/commands/backup.ts', '--out', 'x', '--env', 'e'],
    /SECRETKEY/,
  ],
])('%s', async (_, args, says, status = 2) => {
  expect(await run(args)).toEqual({ status, text: expect.stringMatching(says) as string })
})

test('a backup goes into the data of a stopped cloud and comes out of it; a second time it is refused', async () => {
  const data = path.join(own.dir, 'data')
  const out = path.join(own.dir, 'again.zip')
  expect(await run(['tools/commands/restore.ts', whole, '--data', data])).toMatchObject({ status: 0 })
  const again = await run(['tools/commands/restore.ts', whole, '--data', data])
  expect(again).toMatchObject({ status: 1, text: expect.stringMatching(/^repairs is not empty/) as string })
  expect(await run(['tools/commands/backup.ts', '--out', out, '--data', data])).toMatchObject({ status: 0 })
  expect(unpack(readFileSync(out)).collections.get('repairs')).toEqual(['{"_id":"a"}'])
})

/** A socket that nobody listens to, as after kill -9. */
async function leaveSocket(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true })
  const script = `require('net').createServer().listen(${JSON.stringify(path.join(dataDir, 'lock.sock'))}, () => process.kill(process.pid, 'SIGKILL'))`
  await new Promise(resolve => execFile(process.execPath, ['-e', script], resolve))
}

test('the data of a cloud that runs is not opened a second time, and is again when that one has stopped', async () => {
  const dataDir = path.join(own.dir, 'locked')
  const cloud = await startCloud({ dataDir, noSync: true })
  const refused = {
    status: 1,
    text: expect.stringMatching(/is open in another local cloud: stop that one/) as string,
  }
  expect(await run(['tools/commands/restore.ts', whole, '--data', dataDir])).toEqual(refused)
  await expect(startCloud({ dataDir, noSync: true })).rejects.toThrow(/open in another/)
  await cloud.close()
  expect(await run(['tools/commands/restore.ts', whole, '--data', dataDir])).toMatchObject({ status: 0 })
})

test('of many that find what a killed one has left, one gets the folder', async () => {
  const dataDir = path.join(own.dir, 'left')
  for (let round = 0; round < 5; round++) {
    await leaveSocket(dataDir)
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => lockFolder(dataDir)))
    const won = tries.filter(one => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected') expect(String(one.reason)).toMatch(/is open in another local cloud/)
    await won[0]!.value()
  }
})

test('a start that is refused leaves the functions of the one that runs as they are', async () => {
  const dataDir = path.join(own.dir, 'functions-of')
  const cloud = await startCloud({ dataDir, noSync: true })
  const prepare = jest.fn()
  await expect(startCloud({ dataDir, noSync: true, prepare })).rejects.toThrow(/open in another/)
  expect(prepare).not.toHaveBeenCalled()
  await cloud.close()
})

test('a start that fails leaves the folder to the next', async () => {
  const dataDir = path.join(own.dir, 'retried')
  await expect(startCloud({ dataDir, noSync: true, rulesFile: damaged })).rejects.toThrow()
  await (await startCloud({ dataDir, noSync: true })).close()
})
