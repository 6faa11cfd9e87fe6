// `npm run -s keys [-- --endpoint URL | --env ENV_ID | --data DIR]`: encrypts every value anew with the current key of
// FIELD_KEYS, bound to its place, so that an old key can be given up. Run it after the functions have the new setting.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { config } from '../../cloudfunctions/shared/config'
import { folderOf, PLACE_HELP, PLACE_OPTIONS, withTarget } from '../place'
import { rotate, type Position, type Rotation } from './rotate'
import { openTables } from './tables'

type Place = { endpoint?: string; env?: string; data?: string }

const SETTINGS = ['FIELD_KEYS', 'HASH_KEY'] as const

/** The settings of the functions: from the environment, or those that lie beside a local cloud's data. */
function readSettings({ endpoint, env, data }: Place): void {
  const file = path.join(folderOf({ data }), 'keys.json')
  if (!process.env.FIELD_KEYS && !endpoint && !env && existsSync(file))
    Object.assign(process.env, JSON.parse(readFileSync(file, 'utf8')))
  const missing = SETTINGS.filter(name => !process.env[name])
  if (missing.length) throw new Error(`set ${missing.join(' and ')} as the functions have them`)
  try {
    config()
  } catch (error) {
    throw new Error(
      (error as z.ZodError).issues.map(each => `${each.path.join('.')}: ${each.message}`).join('\n'),
    )
  }
}

const Remembered = z.object({ current: z.string(), collection: z.string(), after: z.string() })

/** Where a stopped pass goes on; one under another key says nothing. */
function cursorIn(file: string) {
  const { current } = config().FIELD_KEYS
  function start(): Position | undefined {
    try {
      const found = Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
      return found.current === current ? found : undefined
    } catch {
      return undefined // none, or one that nobody can read: everything is looked at
    }
  }
  function remember(position: Position): void {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(`${file}.part`, JSON.stringify({ current, ...position }))
    renameSync(`${file}.part`, file)
  }
  return { start: start(), remember, forget: () => rmSync(file, { force: true }) }
}

function cursorFile({ endpoint, env, data }: Place): string {
  const place = endpoint ?? env
  const name = place ? `-${createHash('sha256').update(place).digest('hex').slice(0, 12)}` : ''
  return path.join(folderOf({ data }), `keys-cursor${name}.json`)
}

function report({ documents, fields, changed, faults, busy }: Rotation): number {
  for (const fault of faults) console.log(`${fault} cannot be decrypted`)
  for (const document of busy) console.log(`${document} was changed by others all the time, run again`)
  const { current } = config().FIELD_KEYS
  console.log(
    `${documents} documents with ${fields} encrypted values: ${changed} encrypted anew with ${current}, ${faults.length} cannot be decrypted`,
  )
  return faults.length || busy.length ? 1 : 0
}

/** @returns the exit code: 0 all is under the current key, 1 something is not, 2 the command was used wrongly */
async function main(): Promise<number> {
  let hasBegun = false
  let code = 0
  try {
    const { values } = parseArgs({ options: PLACE_OPTIONS })
    if (values.data && !existsSync(values.data)) throw new Error(`there is no folder ${values.data}`)
    readSettings(values)
    await withTarget(values, async target => {
      const tables = openTables(target)
      hasBegun = true
      const { forget, ...cursor } = cursorIn(cursorFile(values))
      code = report(await rotate(tables, { ...cursor, say: line => console.error(line) }))
      forget()
    })
    return code
  } catch (error) {
    console.error((error as Error).message)
    if (!hasBegun) console.error(`usage: npm run -s keys -- ${PLACE_HELP}`)
    return hasBegun ? 1 : 2
  }
}

if (require.main === module) void main().then(code => process.exit(code))
