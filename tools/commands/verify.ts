// `npm run -s verify -- audit [--endpoint URL | --env ENV_ID | --data DIR]`: is the audit still what was sealed? One line
// for each fault and what is not sealed yet; exit 0 clean, 1 a fault found, 2 wrong use.
import { parseArgs } from 'node:util'
import { exitWith, runCommand, WrongUse } from '../command'
import { connect } from '../environment'
import { checkFolder, PLACE_HELP, PLACE_OPTIONS, withTarget, type Target } from '../place'
import { readSettings } from '../settings'
import { verifyAudit } from '../verify-audit'

type Place = Target & { data?: string }

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
  checkFolder(place)
  readSettings(place)
  return (await verify(place)) ? 1 : 0
}

if (require.main === module) void exitWith(runCommand(`npm run -s verify -- audit ${PLACE_HELP}`, main))
