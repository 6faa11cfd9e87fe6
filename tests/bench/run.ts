import { parseArgs } from 'node:util'
import { benchCloud } from './cloud'
import { benchFunctions } from './functions'
import { benchLoad } from './load'
import { benchRelay } from './relay'
import { benchRoster } from './roster'
import { benchWeapp } from './weapp'

// `npm run bench -- cloud [1000,100000]`, `functions`, `load [--rounds 100]`, `relay`, `roster`, `weapp`: measurements that README
// quotes. Without a name, all of them.

interface Asked {
  argument?: string
  rounds?: number
}

const BENCHES: Record<string, (asked: Asked) => Promise<void>> = {
  cloud: ({ argument }) => benchCloud(argument?.split(',').map(Number)),
  functions: () => benchFunctions(),
  load: ({ rounds }) => benchLoad(rounds),
  relay: () => benchRelay(),
  roster: () => benchRoster(),
  weapp: () => benchWeapp(),
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string' } },
  })
  const [name, argument] = positionals
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    throw new Error('--rounds must be a whole number above 0')
  const chosen = name === undefined ? Object.values(BENCHES) : [BENCHES[name]]
  for (const bench of chosen) {
    if (!bench) throw new Error(`no such bench: ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
    await bench({ argument, rounds })
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message)
  process.exit(1)
})
