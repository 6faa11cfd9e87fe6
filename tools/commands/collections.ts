// `npm run -s collections`: writes database-indexes.json and database-rules.json from the collections' declarations.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { allCollections, indexesOf, rulesOf } from '../collections'
import { exitWith, runCommand } from '../command'
import { ROOT } from '../functions'

async function write(file: string, content: object): Promise<void> {
  const target = path.join(ROOT, file)
  const text = await format(JSON.stringify(content), { ...(await resolveConfig(target)), filepath: target })
  writeFileSync(target, text)
  console.log(file)
}

async function main(): Promise<0> {
  parseArgs({ options: {} })
  const collections = await allCollections()
  await write('database-indexes.json', indexesOf(collections))
  await write('database-rules.json', rulesOf(collections))
  return 0
}

if (require.main === module) void exitWith(runCommand('npm run -s collections', main))
