import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { adminEndpoint, type SenderAction } from './admin'
import { openClock } from './clock'
import { databaseActions } from './database/actions'
import { openDatabase, type Database } from './database/database'
import { openTransactions } from './database/transactions'
import { readDefinitions } from './functions/definition'
import { viaFunction, type Caller } from './functions/caller'
import { openHost, type Answer, type Host } from './functions/host'
import { gateway } from './gateway/gateway'
import { openLog, type LogLine } from './log'
import { ENV_ID, sdkEnv } from './sdk-env'
import { close, listen, serve } from './server'
import type { IndexSpec } from './store/catalog'
import type { Trip } from './trips'

export { sdkEnv }
export type { Caller }

export interface CloudOptions {
  /** LMDB and files live here. */
  dataDir: string
  /** 0 or absent: any free port. Always on 127.0.0.1 only. */
  port?: number
  /** No fsync: for tests. */
  noSync?: boolean
  /** Bundled functions: `<dir>/<name>/index.js` with package.json and config.json. Absent: database only. */
  functionsDir?: string
  /** Environment variables of every function, as cloudbaserc.json sets them. */
  functionEnv?: Record<string, string>
  /** database-indexes.json; its collections and indexes are created at the start. */
  indexesFile?: string
  /** Fire timers by itself every minute. */
  timers?: boolean
  /** Answers the paths that are not the emulator's. */
  fallback?: (req: IncomingMessage, res: ServerResponse) => void
  envId?: string
  onLog?: (line: LogLine) => void
}

export interface Cloud {
  origin: string
  /** For `TCB_CONTEXT_CNFG`. */
  endpoint: string
  now(): Date
  /** Moves the clock of functions, timers, server dates and temporary URLs; it stays moved after a restart. */
  advance(ms: number): void
  call(caller: Caller, name: string, data: unknown): Promise<Answer & { errMsg: string }>
  /** Requests of the SDK since the last reset, with documents examined and index used. */
  trips(): Trip[]
  resetTrips(): void
  log(): LogLine[]
  /** Creates the collection and those of its indexes that are missing. */
  ensureIndexes(collection: string, indexes: IndexSpec[]): Promise<void>
  close(): Promise<void>
}

async function ensureIndexes(database: Database, file: string): Promise<void> {
  const specs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, IndexSpec[]>
  for (const [collection, indexes] of Object.entries(specs)) await database.ensureIndexes(collection, indexes)
}

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { dataDir, noSync = false, envId = ENV_ID } = options
  const clock = openClock(dataDir)
  const log = openLog(clock.now, options.onLog)
  const database = openDatabase(path.join(dataDir, 'database'), { noSync, now: clock.now })
  const transactions = openTransactions(database, { lifetimeMs: 30_000, isConflictAtOperation: () => false })
  if (options.indexesFile) await ensureIndexes(database, options.indexesFile)
  let trips: Trip[] = []

  let host: Host | undefined
  const invoke: SenderAction = async (request, { instanceId = '' }) => {
    const running = host!.runningAs(instanceId)
    const caller = viaFunction(running?.caller ?? { source: '' })
    const data = JSON.parse(String(request.request_data ?? '{}')) as unknown
    const { result } = await host!.call(caller, String(request.function_name), data)
    return { data: { response_data: JSON.stringify(result) } }
  }

  const call = (caller: Caller, name: string, data: unknown) => host!.call(caller, name, data)
  const server = serve(
    {
      admin: adminEndpoint({
        actions: { ...databaseActions(database, transactions), 'functions.invokeFunction': invoke },
        multipart: () => Promise.reject(new Error('not yet')),
        functionOf: ({ instanceId = '' }) => host?.runningAs(instanceId)?.name,
        count: trip => void trips.push(trip),
        before: () => Promise.resolve(),
      }),
      gateway: gateway({ call, routes: {} }),
    },
    options.fallback,
  )
  const origin = await listen(server, options.port ?? 0)
  const endpoint = `${origin}/admin`
  const definitions = options.functionsDir ? readDefinitions(options.functionsDir) : new Map()
  host = openHost({ definitions, env: options.functionEnv ?? {}, envId, endpoint, clock, log })

  return {
    origin,
    endpoint,
    now: clock.now,
    advance: clock.advance,
    call: async (caller, name, data) => ({ ...(await call(caller, name, data)), errMsg: 'cloud.callFunction:ok' }),
    trips: () => [...trips],
    resetTrips: () => void (trips = []),
    log: log.lines,
    ensureIndexes: database.ensureIndexes,
    async close() {
      await host!.close()
      await close(server)
      transactions.close()
      await database.close()
    },
  }
}
