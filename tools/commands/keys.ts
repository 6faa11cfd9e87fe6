// `npm run -s keys [-- --endpoint URL | --env ENV_ID | --data DIR]`: encrypts every value anew with the current key of
// FIELD_KEYS, bound to its place, so that an old key can be given up. Run it after the functions have the new setting.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { config } from '../../cloudfunctions/shared/config'
import { exitWith, runCommand } from '../command'
import { rotate, type Position, type Rotation } from '../keys/rotate'
import { checkFolder, folderOf, PLACE_HELP, PLACE_OPTIONS, withTarget, type Target } from '../place'
import { openRows } from '../rows'
import { readSettings } from '../settings'

type Place = Target & { data?: string }

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

function report({ documents, fields, changed, faults, busy }: Rotation): 0 | 1 {
  for (const fault of faults) console.log(`${fault} cannot be decrypted`)
  for (const document of busy) console.log(`${document} was changed by others all the time, run again`)
  const { current } = config().FIELD_KEYS
  console.log(
    `${documents} documents with ${fields} encrypted values: ${changed} encrypted anew with ${current}, ${faults.length} cannot be decrypted`,
  )
  return faults.length || busy.length ? 1 : 0
}

async function main(): Promise<0 | 1> {
  const { values: place } = parseArgs({ options: PLACE_OPTIONS })
  checkFolder(place)
  readSettings(place)
  let code: 0 | 1 = 0
  await withTarget(place, async target => {
    const { forget, ...cursor } = cursorIn(cursorFile(place))
    code = report(await rotate(openRows(target), { ...cursor, say: line => console.error(line) }))
    forget()
  })
  return code
}

if (require.main === module) void exitWith(runCommand(`npm run -s keys -- ${PLACE_HELP}`, main))
