import { readFileSync } from 'node:fs'
import path from 'node:path'
import { adminEndpoint, type Sender, type SenderAction } from './admin'
import { openClock } from './clock'
import { databaseActions } from './database/actions'
import { openDatabase, type Database } from './database/database'
import { openTransactions } from './database/transactions'
import { devEndpoint } from './dev/dev'
import { notEmulated } from './errors'
import { viaFunction, type Caller } from './functions/caller'
import { readDefinitions, type FunctionDefinition } from './functions/definition'
import { openHost, type Answer, type Host } from './functions/host'
import { gateway } from './gateway/gateway'
import { subscribeHandler } from './gateway/subscribe'
import { openLog, type LogLine } from './log'
import type { CloudOptions } from './options'
import { openOwn } from './own'
import { ENV_ID, sdkEnv } from './sdk-env'
import { close, listen, serve } from './server'
import { openFiles } from './storage/files'
import { openSigner } from './storage/sign'
import { openStorage } from './storage/storage'
import type { IndexSpec } from './store/catalog'
import { openTimers } from './timers/timers'
import type { Trip } from './trips'
import { openApis } from './wechat/apis'
import { openContentCheck } from './wechat/content'
import { openApiEndpoint } from './wechat/openapi'
import { openSubscriptions, type SentMessage } from './wechat/subscription'

export { sdkEnv }
export type { Caller, CloudOptions, IndexSpec, LogLine, SentMessage, Trip }

export interface Cloud {
  origin: string
  /** For `TCB_CONTEXT_CNFG`. */
  endpoint: string
  now(): Date
  /** Moves the clock of functions, timers, server dates and temporary URLs; it stays moved after a restart. */
  advance(ms: number): void
  /** Fires every timer that came due since the last tick or within this minute, and waits for them. */
  tick(): Promise<void>
  /** Calls a function as the platform would. @throws FunctionFailure with `errCode` and `errMsg` */
  call(caller: Caller, name: string, data: unknown): Promise<Answer & { errMsg: string }>
  /** Every `subscribeMessage.send`, refused ones with their errcode. */
  sent(): SentMessage[]
  /** As if the person had consented to `n` more messages of the template. */
  grantSubscription(openid: string, templateId: string, n?: number): Promise<void>
  /** Requests of the SDK since the last reset, with documents examined and index used. */
  trips(): Trip[]
  resetTrips(): void
  log(): LogLine[]
  /** Creates the collection and those of its indexes that are missing. */
  ensureIndexes(collection: string, indexes: IndexSpec[]): Promise<void>
  close(): Promise<void>
}

const BAD_WORDS = ['赌博', '代开发票', '色情']
const TRANSACTION_LIFETIME_MS = 30_000

async function ensureIndexes(database: Database, file: string): Promise<void> {
  const specs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, IndexSpec[]>
  for (const [collection, indexes] of Object.entries(specs)) await database.ensureIndexes(collection, indexes)
}

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { dataDir, noSync = false, envId = ENV_ID } = options
  const clock = openClock(dataDir)
  const { now } = clock
  const log = openLog(now, options.onLog)
  const own = await openOwn(dataDir, { noSync, now })
  const database = openDatabase(path.join(dataDir, 'database'), { noSync, now })
  const transactions = openTransactions(database, {
    lifetimeMs: TRANSACTION_LIFETIME_MS,
    isConflictAtOperation: () => false,
  })
  if (options.indexesFile) await ensureIndexes(database, options.indexesFile)

  const definitions = options.functionsDir
    ? readDefinitions(options.functionsDir)
    : new Map<string, FunctionDefinition>()
  let host: Host
  let origin = ''
  let trips: Trip[] = []
  const call = (caller: Caller, name: string, data: unknown) => host.call(caller, name, data)
  const running = ({ instanceId = '' }: Sender) => host.runningAs(instanceId)

  const invoke: SenderAction = async (request, sender) => {
    const data = JSON.parse(String(request.request_data ?? '{}')) as unknown
    const caller = viaFunction(running(sender)?.caller ?? { source: '' })
    const { result } = await call(caller, String(request.function_name), data)
    return { data: { response_data: JSON.stringify(result) } }
  }

  const files = openFiles(dataDir, own, { now, noSync })
  const storage = openStorage({ files, signer: await openSigner(own), now, envId, origin: () => origin })
  const subscriptions = openSubscriptions(own, now)
  const content = openContentCheck({ badWords: options.badWords ?? BAD_WORDS, push: () => undefined })
  const wechat = openApiEndpoint({
    apis: openApis(subscriptions, content),
    isPermitted(sender, apiName) {
      const name = running(sender)?.name
      return name === undefined || definitions.get(name)!.openapi.includes(apiName)
    },
    pay: name => Promise.reject(notEmulated(`cloud.cloudPay.${name}`)),
    count: (action, sender) => void trips.push({ action, function: running(sender)?.name }),
  })
  const timers = openTimers({ definitions, call, now, own, log, repeats: () => 1 }, options.timers === true)

  const server = serve(
    {
      admin: adminEndpoint({
        actions: {
          ...databaseActions(database, transactions),
          ...storage.actions,
          'functions.invokeFunction': invoke,
          'wx.api': wechat.jsonCall,
        },
        multipart: wechat.multipart,
        functionOf: sender => running(sender)?.name,
        count: trip => void trips.push(trip),
        before: () => Promise.resolve(),
      }),
      gateway: gateway({
        call,
        routes: { ...storage.gateway, subscribe: subscribeHandler(subscriptions) },
      }),
      storage: storage.route,
      dev: devEndpoint({
        origin: () => origin,
        get: {
          messages: () => ({ messages: subscriptions.sent() }),
          clock: () => ({ now: now() }),
          log: () => ({ lines: log.lines() }),
        },
        post: {
          async clock({ advanceMs }) {
            clock.advance(Number(advanceMs))
            await timers.tick()
            return { now: now() }
          },
        },
      }),
    },
    options.fallback,
  )
  origin = await listen(server, options.port ?? 0)
  const endpoint = `${origin}/admin`
  host = openHost({ definitions, env: options.functionEnv ?? {}, envId, endpoint, clock, log })

  return {
    origin,
    endpoint,
    now,
    advance: clock.advance,
    tick: timers.tick,
    call: async (caller, name, data) => ({
      ...(await call(caller, name, data)),
      errMsg: 'cloud.callFunction:ok',
    }),
    sent: subscriptions.sent,
    grantSubscription: (openid, templateId, n = 1) => subscriptions.grant(openid, templateId, n),
    trips: () => [...trips],
    resetTrips: () => void (trips = []),
    log: log.lines,
    ensureIndexes: database.ensureIndexes,
    async close() {
      timers.stop()
      await host.close()
      await close(server)
      transactions.close()
      await database.close()
      await own.close()
    },
  }
}
