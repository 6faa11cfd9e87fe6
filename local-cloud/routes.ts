import { adminEndpoint, type Sender, type SenderAction } from './admin'
import { atMost } from './at-once'
import { databaseActions } from './database/actions'
import { devEndpoint } from './dev/dev'
import { viaFunction } from './functions/caller'
import { clientDatabase } from './gateway/database'
import { gateway } from './gateway/gateway'
import { subscribeHandler } from './gateway/subscribe'
import { payHandler } from './gateway/pay'
import { parseJson } from './http'
import { manageEndpoint } from './manage/manage'
import { payApi } from './pay/api'
import { tickAll, type Parts } from './parts'
import { ENV_ID } from './sdk-env'
import { badParam } from './errors'
import type { Route } from './server'
import { storageActions } from './storage/actions'
import { clientStorage } from './storage/client'
import { storageRoute } from './storage/route'
import { withoutStrangers } from './strangers'
import { openApis } from './wechat/apis'
import { ContentCheck } from './wechat/content'
import { OpenApiEndpoint } from './wechat/openapi'

const BAD_WORDS = ['赌博', '代开发票', '色情']

const senderName = ({ host }: Parts, sender: Sender) => host.runningAs(sender.instanceId)?.name

/** A function calls another one: the source grows by one step, the person stays the same. */
function invoke({ host }: Parts): SenderAction {
  return async (request, sender) => {
    const { function_name: name, request_data: text = '{}' } = request
    if (typeof name !== 'string' || typeof text !== 'string')
      throw badParam('function_name and request_data must be texts')
    const data = parseJson(Buffer.from(text), 'request_data')
    const caller = viaFunction(host.runningAs(sender.instanceId)?.caller ?? { source: '' })
    const { result } = await host.call(caller, name, data)
    return { data: { response_data: JSON.stringify(result) } }
  }
}

function openApiEndpoint(parts: Parts): OpenApiEndpoint {
  const { options, host, events, payments, subscriptions, definitions, trips, faults } = parts
  const content = new ContentCheck({
    badWords: options.badWords ?? BAD_WORDS,
    push: event => events.push(event),
  })
  return new OpenApiEndpoint({
    apis: openApis(subscriptions, content),
    isPermitted(sender, apiName) {
      const name = senderName(parts, sender)
      return name === undefined || definitions.get(name)!.openapi.includes(apiName)
    },
    pay(name, params, sender) {
      const openid = host.runningAs(sender.instanceId)?.caller?.openid ?? ''
      return payApi(payments, { name, params, openid })
    },
    before(action, sender) {
      trips.add({ action, function: senderName(parts, sender) })
      return faults.before(action)
    },
    after: action => faults.after(action),
  })
}

/** Adds the call within which a function asks; its clock is shifted, so what it says of its time is shifted back. */
function withInvocation({ clock, host }: Parts, action: SenderAction): SenderAction {
  return (request, sender) => {
    const slot = host.runningAs(sender.instanceId)
    if (!slot) return action(request, sender)
    const offsetMs = clock.now().getTime() - Date.now()
    const beganAtMs = sender.beganAtMs === undefined ? undefined : sender.beganAtMs - offsetMs
    return action(request, { ...sender, invocationId: slot.requestId, beganAtMs })
  }
}

const mapValues = <A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))

function adminRoute(parts: Parts): Route {
  const { options, database, transactions, storage, trips, faults } = parts
  const wechat = openApiEndpoint(parts)
  return adminEndpoint({
    actions: {
      ...mapValues(databaseActions(database, transactions), action => withInvocation(parts, action)),
      ...storageActions(storage),
      'functions.invokeFunction': invoke(parts),
      'wx.api': (request, sender) => wechat.json(request, sender),
    },
    multipart: (req, res, sender) => wechat.multipart(req, res, sender),
    functionOf: sender => senderName(parts, sender),
    count: trip => trips.add(trip),
    atOnce: atMost(options.requestsAtOnce),
    before: action => faults.before(action),
    after: action => faults.after(action),
  })
}

function devRoute(parts: Parts): Route {
  const { subscriptions, payments, storage, clock, log, faults } = parts
  return devEndpoint({
    get: {
      messages: () => ({ messages: subscriptions.sent() }),
      clock: () => ({ now: clock.now() }),
      log: () => ({ lines: log.lines() }),
      faults: () => faults.current,
      payments: () => ({ payments: payments.all() }),
      files: () => ({ fileIds: storage.files.all().map(({ path }) => storage.fileId(path)) }),
    },
    post: {
      async clock({ advanceMs }) {
        clock.advance(advanceMs as number)
        await tickAll(parts)
        return { now: clock.now() }
      },
      faults(changes) {
        faults.set(changes)
        return faults.current
      },
    },
  })
}

/** First segment of a path → who answers it. */
export function routesOf(parts: Parts): Record<string, Route> {
  const { options, host, storage, subscriptions, payments, database, rules } = parts
  return {
    admin: withoutStrangers(adminRoute(parts)),
    gateway: gateway({
      call: (caller, name, data) => host.call(caller, name, data),
      routes: {
        ...clientStorage(storage),
        ...clientDatabase(database, rules),
        subscribe: subscribeHandler(subscriptions),
        pay: payHandler(payments),
      },
    }),
    manage: withoutStrangers(manageEndpoint(options.envId ?? ENV_ID, database, rules)),
    storage: storageRoute(storage),
    dev: withoutStrangers(devRoute(parts)),
  }
}
