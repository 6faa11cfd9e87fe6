import { WebSocket } from 'ws'
import { openClient, type Client } from './client/client'
import type { Caller } from './functions/caller'
import type { Answer } from './functions/host'
import type { FaultSettings } from './faults'
import type { LogLine } from './log'
import type { CloudOptions } from './options'
import { lockFolder } from './lock'
import { openParts, tickAll, type Parts } from './parts'
import type { PayOrder } from './pay/order'
import type { Way } from './pay/payments'
import { routesOf } from './routes'
import { sdkEnv } from './sdk-env'
import { close, listen, serve } from './server'
import type { IndexSpec } from './store/catalog'
import type { Trip } from './trips'
import { acceptWatches } from './watch/socket'
import type { SentMessage } from './wechat/subscription'

export { sdkEnv }
export type { Caller, CloudOptions, FaultSettings, IndexSpec, LogLine, PayOrder, SentMessage, Trip, Way }

export interface Cloud {
  origin: string
  /** For `TCB_CONTEXT_CNFG`. */
  endpoint: string
  now(): Date
  /** Moves the clock of functions, timers, server dates and temporary URLs; it stays moved after a restart. */
  advance(ms: number): void
  /** Fires every timer that came due since the last tick or within this minute, and pay callbacks that are due; waits. */
  tick(): Promise<void>
  /** Calls a function as the platform would. @throws FunctionFailure with `errCode` and `errMsg` */
  call(caller: Caller, name: string, data: unknown): Promise<Answer & { errMsg: string }>
  /** The cloud as `wx.cloud` of this person's mini program; to be closed before the cloud when it watches. */
  client(openid: string): Client
  /** Ends the instances of a function in the middle of what they do. */
  kill(name: string): Promise<void>
  /** Every `subscribeMessage.send`, refused ones with their errcode. */
  sent(): SentMessage[]
  /** As if the person had consented to `n` more messages of the template. */
  grantSubscription(openid: string, templateId: string, n?: number): Promise<void>
  /** The orders of the payment sandbox. */
  payments(): PayOrder[]
  /** What the payer does with an order. @returns whether the payment screen reports success */
  pay(outTradeNo: string, way?: Way): Promise<boolean>
  /** Requests of the SDK since the last reset, with documents examined and index used. */
  trips(): Trip[]
  resetTrips(): void
  /** Switches faults on; `{}` switches all of them off. */
  setFaults(faults: Partial<FaultSettings>): void
  log(): LogLine[]
  /** Creates the collection and those of its indexes that are missing. */
  ensureIndexes(collection: string, indexes: IndexSpec[]): Promise<void>
  close(): Promise<void>
}

async function closeParts(
  { timers, host, transactions, database, own }: Parts,
  stopServing: () => Promise<void>,
) {
  timers.stop()
  await host.close()
  await stopServing()
  transactions.close()
  await database.close()
  await own.close()
}

/** @throws Error when another cloud has the folder open, or a file that the options name is wrong */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const unlock = await lockFolder(options.dataDir)
  try {
    await options.prepare?.()
    return await openCloud(options, unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function openCloud(options: CloudOptions, unlock: () => Promise<void>): Promise<Cloud> {
  const parts = await openParts(options)
  const { clock, host, subscriptions, payments, trips, log, database, faults, address } = parts
  const server = serve(routesOf(parts), options.fallback)
  const closeWatches = acceptWatches(server, parts)
  address.origin = await listen(server, options.port ?? 0)
  return {
    origin: address.origin,
    endpoint: `${address.origin}/admin`,
    now: clock.now,
    advance: clock.advance,
    tick: () => tickAll(parts),
    payments: () => payments.all(),
    pay: (outTradeNo, way = 'pay') => payments.act(payments.find(outTradeNo), way),
    call: async (caller, name, data) => ({
      ...(await host.call(caller, name, data)),
      errMsg: 'cloud.callFunction:ok',
    }),
    client: openid => openClient({ origin: address.origin, openid, WebSocket }),
    kill: name => host.kill(name),
    sent: () => subscriptions.sent(),
    grantSubscription: (openid, templateId, n = 1) => subscriptions.grant(openid, templateId, n),
    trips: () => trips.list(),
    resetTrips: () => trips.reset(),
    setFaults(changes) {
      faults.clear()
      faults.set(changes)
    },
    log: log.lines,
    ensureIndexes: (collection, indexes) => database.ensureIndexes(collection, indexes),
    close: async () => {
      closeWatches()
      await closeParts(parts, () => close(server))
      await unlock()
    },
  }
}
