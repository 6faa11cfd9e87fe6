// `npm run restore -- FILE [--endpoint URL | --env ENV_ID]`: a backup into an empty environment.
import { EJSON } from 'bson'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { unpack, type Backup } from './archive'
import { connect, type Environment } from './environment'

type Row = Record<string, unknown>

async function refuseFull(environment: Environment, names: Iterable<string>): Promise<void> {
  for (const name of names)
    if (!(await environment.isEmpty(name)))
      throw new Error(`${name} is not empty; restore only into an empty environment`)
}

/** In another environment files have other ids; documents must name those. */
const withNewIds = (line: string, ids: Map<string, string>): Row => {
  const text = [...ids].reduce(
    (own, [old, now]) => own.replaceAll(JSON.stringify(old), JSON.stringify(now)),
    line,
  )
  return EJSON.parse(text) as Row
}

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

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { endpoint: { type: 'string' }, env: { type: 'string' } },
  })
  const [file] = positionals
  if (!file || (!values.endpoint && !values.env))
    throw new Error('usage: npm run restore -- FILE (--endpoint http://127.0.0.1:9000/admin | --env ENV_ID)')
  const backup = unpack(readFileSync(file))
  await restoreBackup(connect(values), backup)
  console.log(`restored ${backup.collections.size} collections and ${backup.files.length} files`)
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error((error as Error).message)
    process.exit(1)
  })
