// `npm run migrate [-- --data DIR | --endpoint URL | --env ENV_ID] [--dry-run] [--only-logins]`: brings what an older
// release has stored into the shape of this one. Without a place it is the demo of this machine, running or not.
import { parseArgs } from 'node:util'
import { allCollections } from '../collections'
import { exitWith, runCommand } from '../command'
import { migrateFolder } from '../migration/folder'
import { migrate, type Migrated, type Options } from '../migration/migrate'
import { checkFolder, folderOfTarget, PLACE_HELP, PLACE_OPTIONS, withTarget } from '../place'
import { openRows } from '../rows'
import { readSettings } from '../settings'

const OPTIONS = {
  ...PLACE_OPTIONS,
  'dry-run': { type: 'boolean', default: false },
  'only-logins': { type: 'boolean', default: false },
} as const

function report({ documents, changed, logins, faults }: Migrated, end: string): 0 | 1 {
  console.log(
    `${documents} documents, ${changed} of an older release, ${logins} logins added, ${faults} faults; ${end}`,
  )
  return faults ? 1 : 0
}

async function main(): Promise<0 | 1> {
  const { values } = parseArgs({ options: OPTIONS })
  const { 'dry-run': isTrial, 'only-logins': isOnlyLogins, ...place } = values
  checkFolder(place)
  const folder = await folderOfTarget(place)
  readSettings(place)
  const options: Options = {
    isTrial,
    isOnlyLogins,
    fault: line => console.log(line),
    progress: line => console.error(line),
  }
  if (folder) {
    const { isTouched, ...result } = await migrateFolder(folder, options)
    return report(result, isTouched ? 'all is written' : 'nothing was changed')
  }
  const collections = await allCollections()
  let code: 0 | 1 = 0
  await withTarget(place, async target => {
    const result = await migrate(openRows(target), collections, options)
    code = report(result, isTrial ? 'nothing was changed' : 'all is written but what has faults')
  })
  return code
}

if (require.main === module)
  void exitWith(runCommand(`npm run migrate -- ${PLACE_HELP} [--dry-run] [--only-logins]`, main))
