// `npm run -s cloud -- --port 9000 --data DIR [--no-sync]`: only the emulator, with this project's functions.
import { runCli } from '../local-cloud/cli'
import { bundle } from './bundle-functions'
import { projectCloud } from './project-cloud'

async function main(): Promise<void> {
  await bundle()
  await runCli(process.argv.slice(2), dataDir => projectCloud(dataDir))
}

void main()
