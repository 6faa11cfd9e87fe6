import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startCloud } from '../../local-cloud/cloud'
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
bytes[40]! ^= 1
writeFileSync(damaged, bytes)
// nothing listens there: whoever asked it would say so
const NOWHERE = ['--endpoint', 'http://127.0.0.1:1/admin']

test.each<[string, string[], RegExp]>([
  [
    'test:remote without an environment',
    ['tests/contract/remote.ts'],
    /CLOUD_ENV .*\n.*TENCENTCLOUD_SECRETID/,
  ],
  ['restore of a damaged file', ['tools/restore.ts', damaged, ...NOWHERE], /^the backup is damaged: .*\n$/],
  ['restore of nothing', ['tools/restore.ts'], /^usage: /],
  ['backup without a file', ['tools/backup.ts'], /^usage: /],
  [
    'backup of an empty folder',
    ['tools/backup.ts', '--out', 'x', '--data', empty],
    /^there is nothing to back up\n$/,
  ],
  ['backup of a real one without keys', ['tools/backup.ts', '--out', 'x', '--env', 'e'], /SECRETKEY/],
])('%s', async (_, args, says) => {
  expect(await run(args)).toEqual({ status: 1, text: expect.stringMatching(says) as string })
})

test('a backup goes into the data of a stopped cloud and comes out of it; a second time it is refused', async () => {
  const data = path.join(own.dir, 'data')
  const out = path.join(own.dir, 'again.zip')
  expect(await run(['tools/restore.ts', whole, '--data', data])).toMatchObject({ status: 0 })
  const again = await run(['tools/restore.ts', whole, '--data', data])
  expect(again).toMatchObject({ status: 1, text: expect.stringMatching(/^repairs is not empty/) as string })
  expect(await run(['tools/backup.ts', '--out', out, '--data', data])).toMatchObject({ status: 0 })
  expect(unpack(readFileSync(out)).collections.get('repairs')).toEqual(['{"_id":"a"}'])
})

test('the data of a cloud that runs is not opened a second time, and is again when that one has stopped', async () => {
  const dataDir = path.join(own.dir, 'locked')
  const cloud = await startCloud({ dataDir, noSync: true })
  const refused = {
    status: 1,
    text: expect.stringMatching(/is open in another local cloud: stop that one/) as string,
  }
  expect(await run(['tools/restore.ts', whole, '--data', dataDir])).toEqual(refused)
  await expect(startCloud({ dataDir, noSync: true })).rejects.toThrow(/open in another/)
  await cloud.close()
  expect(await run(['tools/restore.ts', whole, '--data', dataDir])).toMatchObject({ status: 0 })
})

test('a start that fails leaves the folder to the next', async () => {
  const dataDir = path.join(own.dir, 'retried')
  await expect(startCloud({ dataDir, noSync: true, rulesFile: damaged })).rejects.toThrow()
  await (await startCloud({ dataDir, noSync: true })).close()
})
