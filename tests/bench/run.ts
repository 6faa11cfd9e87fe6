import { benchCloud } from './cloud'

// `npm run bench -- cloud [1000,100000]`: measurements that README quotes. Without a name, all of them.

const BENCHES: Record<string, (argument: string | undefined) => Promise<void>> = {
  cloud: sizes => benchCloud(sizes?.split(',').map(Number)),
}

async function main([name, argument]: string[]): Promise<void> {
  const chosen = name === undefined ? Object.values(BENCHES) : [BENCHES[name]]
  for (const bench of chosen) {
    if (!bench) throw new Error(`no such bench: ${name}; there are ${Object.keys(BENCHES).join(', ')}`)
    await bench(argument)
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error((error as Error).message)
  process.exit(1)
})
