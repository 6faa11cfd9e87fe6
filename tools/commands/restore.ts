// `npm run restore -- FILE [--endpoint URL | --env ENV_ID | --data DIR]`: a backup into an empty place.
// Without a place it is the demo of this machine, running or not.
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { unpack, type Backup } from '../archive'
import { exitWith, runCommand, WrongUse } from '../command'
import { connect, type Environment } from '../environment'
import { PLACE_HELP, PLACE_OPTIONS, withTarget } from '../place'

async function refuseFull(environment: Environment, names: Iterable<string>): Promise<void> {
  for (const name of names)
    if (!(await environment.isEmpty(name)))
      throw new Error(
        `${name} is not empty; restore only into an empty environment, such as --data NEW_FOLDER`,
      )
}

/** In another environment files have other ids; documents must name those. */
const withNewIds = (line: string, ids: Map<string, string>): string =>
  ids.size
    ? JSON.stringify(
        JSON.parse(line, (_key, value: unknown) =>
          typeof value === 'string' ? (ids.get(value) ?? value) : value,
        ),
      )
    : line

/** Files first, then documents, so that no document ever names a file that is not there. */
export async function restoreBackup(environment: Environment, { collections, files }: Backup): Promise<void> {
  await refuseFull(environment, collections.keys())
  const ids = new Map<string, string>()
  for (const { fileId, path, content } of files) ids.set(fileId, await environment.upload(path, content))
  for (const [name, lines] of collections)
    await environment.fill(
      name,
      lines.map(line => withNewIds(line, ids)),
    )
}

async function main(): Promise<0> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: PLACE_OPTIONS,
  })
  const [file, ...others] = positionals
  if (!file || others.length) throw new WrongUse('name the one file that is read')
  if (!existsSync(file)) throw new WrongUse(`there is no file ${file}`)
  const backup = unpack(readFileSync(file))
  await withTarget(values, target => restoreBackup(connect(target), backup))
  console.log(`restored ${backup.collections.size} collections and ${backup.files.length} files`)
  console.error(
    'Encrypted fields are read with the keys of the old place (FIELD_KEYS, HASH_KEY; locally keys.json).',
  )
  return 0
}

if (require.main === module) void exitWith(runCommand(`npm run restore -- FILE ${PLACE_HELP}`, main))
