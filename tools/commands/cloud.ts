// `npm run -s cloud -- --port 9000 --data DIR [--no-sync]`: only the emulator, with this project's functions.
import { main } from '../../local-cloud/cli'
import { bundledCloud } from '../project-cloud'

main(process.argv.slice(2), bundledCloud)
