// `npm run backup -- --out FILE [--endpoint URL | --env ENV_ID | --data DIR]`: everything of a place in one file.
// Without a place it is the demo of this machine, running or not.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { pack, type Backup, type BackupFile } from './archive'
import { connect, PLACE_HELP, PLACE_OPTIONS, withTarget, type Environment, type Target } from './environment'
import { ROOT } from './functions'

const FILE_ID = /cloud:\/\/[^/"]+\/[^"\\]+/g

/** The files that documents name: all that the SDK of a real environment can know of. */
const fileIdsIn = (lines: string[]) => lines.flatMap(line => line.match(FILE_ID) ?? [])

async function download(environment: Environment, fileId: string): Promise<BackupFile> {
  const file = fileId.replace(/^cloud:\/\/[^/]+\//, '')
  return { fileId, path: file, content: await environment.download(fileId) }
}

/** @returns the backup and the ids of files that documents name but that are gone */
export async function takeBackup(
  environment: Environment,
  names: string[],
): Promise<Backup & { missing: string[] }> {
  const takenAt = new Date()
  const collections = new Map<string, string[]>()
  for (const name of names) collections.set(name, await environment.dump(name))
  const files: BackupFile[] = []
  const missing: string[] = []
  const named = fileIdsIn([...collections.values()].flat())
  for (const fileId of new Set([...named, ...(await environment.fileIds())]))
    await download(environment, fileId).then(
      file => files.push(file),
      () => missing.push(fileId),
    )
  return { takenAt, collections, files, missing }
}

/** The collections of this project: those that database-indexes.json names. */
export const projectCollections = (): string[] =>
  Object.keys(JSON.parse(readFileSync(path.join(ROOT, 'database-indexes.json'), 'utf8')) as object)

async function backUp(out: string, target: Target): Promise<void> {
  const backup = await takeBackup(connect(target), projectCollections())
  const documents = [...backup.collections.values()].reduce((sum, lines) => sum + lines.length, 0)
  if (!documents && !backup.files.length) throw new Error('there is nothing to back up')
  // whole file or none: a half-written backup must not look like one
  writeFileSync(`${out}.part`, pack(backup))
  renameSync(`${out}.part`, out)
  console.log(
    `${documents} documents of ${backup.collections.size} collections and ${backup.files.length} files`,
  )
  for (const fileId of backup.missing) console.error(`named by a document but gone: ${fileId}`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, ...PLACE_OPTIONS } })
  const { out, ...place } = values
  if (!out) throw new Error(`usage: npm run backup -- --out FILE ${PLACE_HELP}`)
  await withTarget(place, target => backUp(out, target))
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
