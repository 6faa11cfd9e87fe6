// `npm run -s collections`: writes database-indexes.json and database-rules.json from the collections' declarations.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { allCollections, indexesOf, rulesOf } from '../collections'
import { exitWith, runCommand } from '../command'
import { ROOT } from '../functions'

/** What the declarations make of the two files, as text, by file name. */
export async function generatedFiles(): Promise<Record<string, string>> {
  const collections = await allCollections()
  const contents = {
    'database-indexes.json': indexesOf(collections),
    'database-rules.json': rulesOf(collections),
  }
  const texts = Object.entries(contents).map(async ([file, content]) => {
    const filepath = path.join(ROOT, file)
    return [file, await format(JSON.stringify(content), { ...(await resolveConfig(filepath)), filepath })]
  })
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>
}

async function main(): Promise<0> {
  parseArgs({ options: {} })
  for (const [file, text] of Object.entries(await generatedFiles())) {
    writeFileSync(path.join(ROOT, file), text)
    console.log(file)
  }
  return 0
}

if (require.main === module) void exitWith(runCommand('npm run -s collections', main))
