import { parseArgs } from 'node:util'
import path from 'node:path'
import { startCloud, type Cloud, type CloudOptions, type FaultSettings } from './cloud'
import { parseJsonObject } from './http'

const OPTIONS = {
  port: { type: 'string', default: '9000' },
  data: { type: 'string', default: '.data' },
  'no-sync': { type: 'boolean', default: false },
  functions: { type: 'string' },
  indexes: { type: 'string' },
  rules: { type: 'string' },
  faults: { type: 'string' },
  'requests-at-once': { type: 'string', default: 'Infinity' },
  'event-function': { type: 'string' },
  'bad-words': { type: 'string' },
} as const

const HELP =
  'usage: cloud [--port 9000] [--data DIR] [--no-sync] [--functions DIR] [--indexes FILE] [--rules FILE] [--faults JSON]\n' +
  '  [--requests-at-once N] [--event-function NAME] [--bad-words A,B]'

function readOptions(argv: string[]) {
  const { values } = parseArgs({ args: argv, options: OPTIONS })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is not a port`)
  const requestsAtOnce = Number(values['requests-at-once'])
  if (!(requestsAtOnce >= 1)) throw new Error('--requests-at-once must be a number from 1')
  return { ...values, port, requestsAtOnce }
}

/** What a project adds to the command line; it may take its time, to build its functions. */
export type Defaults = (dataDir: string) => Partial<CloudOptions> | Promise<Partial<CloudOptions>>

/** Serves until SIGINT or SIGTERM. The one line on stdout is for scripts; what people read goes to stderr. */
export async function runCli(argv: string[], defaults: Defaults = () => ({})): Promise<Cloud> {
  const values = readOptions(argv)
  const dataDir = path.resolve(values.data)
  const cloud = await startCloud({
    timers: true,
    ...(await defaults(dataDir)),
    dataDir,
    port: values.port,
    noSync: values['no-sync'],
    requestsAtOnce: values.requestsAtOnce,
    ...(values.functions && { functionsDir: path.resolve(values.functions) }),
    ...(values.faults && {
      faults: parseJsonObject(Buffer.from(values.faults), '--faults') as Partial<FaultSettings>,
    }),
    ...(values['event-function'] && { eventFunction: values['event-function'] }),
    ...(values['bad-words'] && { badWords: values['bad-words'].split(',').filter(Boolean) }),
    ...(values.rules && { rulesFile: path.resolve(values.rules) }),
    ...(values.indexes && { indexesFile: path.resolve(values.indexes) }),
  })
  const stop = () => void cloud.close().then(() => process.exit(0))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  process.stderr.write(`local cloud, for development only: it believes whoever asks. Data in ${dataDir}\n`)
  process.stdout.write(`endpoint ${cloud.endpoint}\n`)
  return cloud
}

/** For a command line: an error becomes one sentence and a status (2 for what was asked wrongly), without a stack. */
export function main(argv: string[], defaults?: Defaults): void {
  const fail = (code: number, text: string) => {
    process.stderr.write(`${text}\n`)
    process.exit(code)
  }
  try {
    readOptions(argv)
  } catch (error) {
    return fail(2, `${(error as Error).message}\n${HELP}`)
  }
  runCli(argv, defaults).catch((error: unknown) => fail(1, (error as Error).message))
}

if (require.main === module) main(process.argv.slice(2))
