import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sdkEnv, startCloud } from '../../local-cloud/cloud'
import { STAFF } from '../../tools/demo/people'
import { demoPerson } from '../../tools/demo/person'
import { bundledCloud } from '../../tools/project-cloud'

// The import of a roster, from its upload to the last home written: a home of a large one may cost no more than one of a
// small one.

const SIZES = [500, 2000]
const GROWTH_MAX = 2

const rosterOf = (homes: number) =>
  ['楼栋,单元,房号,业主姓名,手机号,计费面积']
    .concat(
      Array.from({ length: homes }, (_, i) => `${homes}栋,1,${i + 1},林静仪,${13_800_000_000 + i},98.2`),
    )
    .join('\n')

async function perHomeMs(origin: string, homes: number): Promise<number> {
  // the SDK reads its settings when it is loaded
  const { importRoster } = await import('../../tools/demo/seed')
  const content = Buffer.from(rosterOf(homes))
  const began = performance.now()
  await importRoster(demoPerson(origin, STAFF[0]!.openid), {
    name: `${homes}.csv`,
    type: 'text/csv',
    content,
  })
  return (performance.now() - began) / homes
}

/** @throws Error when a home of the largest roster costs more than `GROWTH_MAX` times one of the smallest */
export async function benchRoster(say: (line: string) => void = console.log): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'heju-bench-'))
  const options = bundledCloud(dataDir)
  const cloud = await startCloud({ ...options, noSync: true, timers: false })
  Object.assign(process.env, options.functionEnv, sdkEnv(cloud.endpoint))
  const { seedStaff } = await import('../../tools/demo/seed-staff')
  await seedStaff(cloud.now())
  const times: number[] = []
  for (const homes of SIZES) times.push(await perHomeMs(cloud.origin, homes))
  await cloud.close()
  rmSync(dataDir, { recursive: true })
  SIZES.forEach((homes, i) => say(`a roster of ${homes} homes: ${times[i]!.toFixed(1)} ms a home`))
  const growth = times.at(-1)! / times[0]!
  say(`a home of the largest costs ${growth.toFixed(2)} times one of the smallest`)
  if (growth > GROWTH_MAX) throw new Error(`more than ${GROWTH_MAX} times`)
}
