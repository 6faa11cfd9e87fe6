// `npm run backup -- --out FILE [--endpoint URL | --env ENV_ID | --data DIR]`: everything of a place in one file.
// Without a place it is the demo of this machine, running or not.
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pack, type Backup, type BackupFile } from '../archive'
import { exitWith, runCommand, WrongUse } from '../command'
import { connect, type Environment } from '../environment'
import { checkFolder, PLACE_HELP, PLACE_OPTIONS, withTarget, type Target } from '../place'

const FILE_ID = /^cloud:\/\/[^/]+\/(.+)$/

/** The files that documents name: all that the SDK of a real environment can know of. */
function fileIdsIn(lines: Iterable<string>): Set<string> {
  const found = new Set<string>()
  for (const line of lines)
    JSON.parse(line, (_key, value: unknown) => {
      if (typeof value === 'string' && FILE_ID.test(value)) found.add(value)
    })
  return found
}

/** @returns everything, and the ids of files that documents name but that are gone */
export async function takeBackup(environment: Environment): Promise<Backup & { missing: string[] }> {
  const takenAt = new Date()
  const collections = new Map<string, string[]>()
  for (const name of (await environment.collections()).sort())
    collections.set(name, await environment.dump(name))
  const files: BackupFile[] = []
  const missing: string[] = []
  const named = fileIdsIn([...collections.values()].flat())
  for (const fileId of new Set([...named, ...(await environment.fileIds())])) {
    const content = await environment.download(fileId)
    if (content) files.push({ fileId, path: FILE_ID.exec(fileId)![1]!, content })
    else missing.push(fileId)
  }
  return { takenAt, collections, files, missing }
}

/** The whole file or none: a half-written backup must not look like one. */
function writeWhole(out: string, bytes: Uint8Array): void {
  const part = `${out}.part`
  try {
    writeFileSync(part, bytes)
    renameSync(part, out)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

async function backUp(out: string, target: Target): Promise<void> {
  const backup = await takeBackup(connect(target))
  const documents = [...backup.collections.values()].reduce((sum, lines) => sum + lines.length, 0)
  if (!documents && !backup.files.length) throw new Error('there is nothing to back up')
  writeWhole(out, pack(backup))
  console.log(
    `${documents} documents of ${backup.collections.size} collections and ${backup.files.length} files`,
  )
  for (const fileId of backup.missing) console.error(`named by a document but gone: ${fileId}`)
}

async function main(): Promise<0> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, ...PLACE_OPTIONS } })
  const { out, ...place } = values
  if (!out) throw new WrongUse('name the file that is written: --out FILE')
  if (existsSync(out) && !statSync(out).isFile()) throw new WrongUse(`${out} is no file`)
  checkFolder(place)
  await withTarget(place, target => backUp(out, target))
  return 0
}

if (require.main === module) void exitWith(runCommand(`npm run backup -- --out FILE ${PLACE_HELP}`, main))
