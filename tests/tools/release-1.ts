import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Answer } from '../../cloudfunctions/shared/call/action'
import { sdkEnv, startCloud, type Cloud } from '../../local-cloud/cloud'
import { unpack } from '../../tools/archive'
import { restoreBackup } from '../../tools/commands/restore'
import { connect } from '../../tools/environment'
import { projectCloud } from '../../tools/project-cloud'

// What release fee3b25 stored, and what its functions answered from it: see tests/fixtures/release-1.

const FIXTURE = path.join(__dirname, '../fixtures/release-1')
const read = (file: string) => readFileSync(path.join(FIXTURE, file))

export const BACKUP = unpack(read('store.zip'))

export interface Asked {
  openid: string
  name: string
  action: string
  input: object
  data: unknown
}

export const ANSWERS = read('answers.jsonl')
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Asked)

/** A folder with the data of release 1; no cloud has it open. */
export async function release1Folder(): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-release-1-'))
  cpSync(path.join(FIXTURE, 'keys.json'), path.join(folder, 'keys.json'))
  const cloud = await startCloud({ dataDir: folder, noSync: true })
  cloud.advance(BACKUP.takenAt.getTime() - Date.now())
  await restoreBackup(connect({ endpoint: cloud.endpoint }), BACKUP)
  await cloud.close()
  return folder
}

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

/** This release on the data; the test process reaches the same database. */
export async function openOn(folder: string): Promise<Cloud> {
  const options = projectCloud(folder, process.env.HEJU_TEST_FUNCTIONS!)
  const cloud = await startCloud({ ...options, noSync: true, timers: false })
  Object.assign(process.env, options.functionEnv, sdkEnv(cloud.endpoint))
  return cloud
}

/** Functions and actions that have another name since. */
const RENAMED: Record<string, [name: string, action: string]> = {
  'account.listRosters': ['roster', 'list'],
}

/** What this release answers to what release 1 was asked. */
export async function askAgain(cloud: Cloud, { openid, name, action, input }: Asked): Promise<unknown> {
  const [newName, newAction] = RENAMED[`${name}.${action}`] ?? [name, action]
  const { result } = await cloud.call({ openid }, newName, { action: newAction, input })
  const answer = result as Answer
  return answer.ok ? answer.data : { refused: answer.code }
}
