import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openClock, type Clock } from './clock'
import { Database } from './database/database'
import { Transactions } from './database/transactions'
import { Faults } from './faults'
import { readDefinitions, type FunctionDefinition } from './functions/definition'
import { Host } from './functions/host'
import { openLog, type Log } from './log'
import type { CloudOptions } from './options'
import { openOwn, type Own } from './own'
import { Notifications } from './pay/notifications'
import { Payments } from './pay/payments'
import { Rules, type RulesFile } from './rules/rules'
import { ENV_ID } from './sdk-env'
import { openFiles } from './storage/files'
import { openSigner } from './storage/sign'
import { Storage } from './storage/storage'
import type { IndexSpec } from './store/catalog'
import { openTimers, type Timers } from './timers/timers'
import { Trips } from './trips'
import { Watches } from './watch/watches'
import { Events } from './wechat/events'
import { Subscriptions } from './wechat/subscription'

/** The services of the cloud, each on its own; the endpoints only speak for them. */
export interface Parts {
  options: CloudOptions
  clock: Clock
  log: Log
  faults: Faults
  own: Own
  database: Database
  transactions: Transactions
  definitions: Map<string, FunctionDefinition>
  host: Host
  storage: Storage
  subscriptions: Subscriptions
  payments: Payments
  events: Events
  rules: Rules
  watches: Watches
  timers: Timers
  trips: Trips
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  address: { origin: string }
}

const TRANSACTION_LIFETIME_MS = 30_000

const readJson = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T

/** The file may have been changed since the folder was last open. */
async function readIndexes(database: Database, file: string): Promise<void> {
  const specs = readJson<Record<string, IndexSpec[]>>(file)
  for (const [collection, indexes] of Object.entries(specs))
    await database.replaceIndexes(collection, indexes)
}

async function openDatabase(
  options: CloudOptions,
  base: { noSync: boolean; now: () => Date },
  faults: Faults,
) {
  const database = new Database(path.join(options.dataDir, 'database'), base)
  if (options.indexesFile) await readIndexes(database, options.indexesFile)
  const transactions = new Transactions(database.store, {
    lifetimeMs: TRANSACTION_LIFETIME_MS,
    isConflictAtOperation: () => faults.current.isConflictAtOperation,
    conflictsAtOperation: () => faults.conflictsAtOperation(),
  })
  return { database, transactions }
}

export async function openParts(options: CloudOptions): Promise<Parts> {
  const { dataDir, noSync = false, envId = ENV_ID, functionsDir, functionEnv: env = {}, rulesFile } = options
  const clock = openClock(dataDir)
  const { now } = clock
  const log = openLog(now, options.onLog)
  const faults = new Faults(options.faults)
  const own = await openOwn(dataDir, { noSync, now })
  const address = { origin: '' }
  const definitions: Parts['definitions'] = functionsDir ? readDefinitions(functionsDir) : new Map()
  const host = new Host({ definitions, env, envId, endpoint: () => `${address.origin}/admin`, clock, log })
  const signer = await openSigner(own)
  const databases = await openDatabase(options, { noSync, now }, faults)
  const files = openFiles(dataDir, own, { now, noSync })
  return {
    options,
    clock,
    log,
    faults,
    own,
    ...databases,
    definitions,
    host,
    storage: new Storage({ files, signer, now, envId, origin: () => address.origin }),
    subscriptions: new Subscriptions(own, now),
    events: new Events(host, log, options.eventFunction),
    payments: new Payments(own, now, new Notifications({ host, own, now, log })),
    rules: new Rules(rulesFile ? readJson<RulesFile>(rulesFile) : {}, databases.database),
    watches: new Watches(databases.database),
    timers: openTimers({ definitions, host, now, own, log, faults }, options.timers === true),
    trips: new Trips(),
    address,
  }
}

/** All that happens by itself as time goes on: late payments and callbacks, pushed events, timers. */
export async function tickAll({ payments, events, timers }: Parts): Promise<void> {
  await payments.run()
  await events.run()
  await timers.tick()
}
