// `npm run -s verify -- audit [--endpoint URL | --env ENV_ID | --data DIR]`: is the audit still what was sealed? One line
// for each fault and what is not sealed yet; exit 0 clean, 1 a fault found, 2 wrong use.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { exitWith, runCommand, WrongUse } from '../command'
import { connect } from '../environment'
import { folderOf, PLACE_HELP, PLACE_OPTIONS, withTarget } from '../place'
import { verifyAudit } from '../verify-audit'

type Place = { endpoint?: string; env?: string; data?: string }

/** The key that signs heads: from the environment, or what lies beside a local cloud's data. */
function readKeys({ endpoint, env, data }: Place): void {
  const file = path.join(folderOf({ data }), 'keys.json')
  if (!process.env.HASH_KEY && !endpoint && !env && existsSync(file))
    Object.assign(process.env, JSON.parse(readFileSync(file, 'utf8')))
  for (const name of ['HASH_KEY', 'FIELD_KEYS'])
    if (!process.env[name]) throw new WrongUse(`set ${name} as the functions have it`)
}

/** @returns whether a fault was found */
async function verify(place: Place): Promise<boolean> {
  let faults = 0
  await withTarget(place, async target => {
    const found = await verifyAudit(connect(target), fault => {
      faults += 1
      console.log(fault)
    })
    for (const { communityId, rows, since } of found.tails)
      console.log(`${communityId}: ${rows} rows not sealed yet, the oldest of ${since}`)
  })
  return faults > 0
}

async function main(): Promise<0 | 1> {
  const { values: place, positionals } = parseArgs({ allowPositionals: true, options: PLACE_OPTIONS })
  if (positionals.join() !== 'audit') throw new WrongUse('say what to verify: audit')
  if (place.data && !existsSync(place.data)) throw new WrongUse(`there is no folder ${place.data}`)
  readKeys(place)
  return (await verify(place)) ? 1 : 0
}

if (require.main === module) void exitWith(runCommand(`npm run -s verify -- audit ${PLACE_HELP}`, main))
