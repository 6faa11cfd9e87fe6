import { existsSync } from 'node:fs'
import path from 'node:path'
import { startCloud } from '../local-cloud/cloud'
import { ENV_ID, sdkEnv } from '../local-cloud/sdk-env'
import { WrongUse } from './command'
import { ROOT } from './functions'

/** `endpoint` is a local cloud's; otherwise `env` is a CloudBase environment and the keys come from the process. */
export interface Target {
  endpoint?: string
  env?: string
}

/** How a command line names a place: a running local cloud, a CloudBase environment, or the data of a stopped cloud. */
export const PLACE_OPTIONS = {
  endpoint: { type: 'string' },
  env: { type: 'string' },
  data: { type: 'string' },
} as const
export const PLACE_HELP = '[--endpoint http://127.0.0.1:9000/admin | --env ENV_ID | --data DIR]'

const STARTED = `http://127.0.0.1:${process.env.PORT ?? 8700}/admin`
const DATA = path.join(ROOT, '.data')

/** Only a local cloud tells its time there. */
const isLocalCloud = (endpoint: string): Promise<boolean> =>
  fetch(new URL('/dev/clock', endpoint))
    .then(async answer => 'now' in ((await answer.json()) as object))
    .catch(() => false)

/** @throws WrongUse when the endpoint is not one of a local cloud that runs */
export async function checkEndpoint(endpoint: string): Promise<void> {
  if (URL.canParse(endpoint) && new URL(endpoint).pathname === '/admin' && (await isLocalCloud(endpoint)))
    return
  throw new WrongUse(
    `no local cloud answers at ${endpoint}; its address looks like http://127.0.0.1:9000/admin`,
  )
}

type Place = Target & { data?: string }

/**
 * Where the place is a folder that nobody has open, that folder; what `npm start` runs is not one.
 * @throws WrongUse when more than one place is named, or one where nobody answers
 */
export async function folderOfTarget(place: Place): Promise<string | undefined> {
  const { data, endpoint, env } = place
  if ([data, endpoint, env].filter(Boolean).length > 1) throw new WrongUse(`name one place: ${PLACE_HELP}`)
  if (endpoint) await checkEndpoint(endpoint)
  if (endpoint || env || (!data && (await isLocalCloud(STARTED)))) return undefined
  return folderOf(place)
}

/** Works on the place that a command names, otherwise on what `npm start` runs or, when it does not run, on its data. */
export async function withTarget(place: Place, work: (target: Target) => Promise<void>): Promise<void> {
  const dataDir = await folderOfTarget(place)
  const { data: _, ...named } = place
  if (!dataDir) return work(named.endpoint || named.env ? named : { endpoint: STARTED })
  const indexesFile = path.join(ROOT, 'database-indexes.json')
  const cloud = await startCloud({ dataDir, indexesFile })
  try {
    await work({ endpoint: cloud.endpoint })
  } finally {
    await cloud.close()
  }
}

/** @throws WrongUse when a folder is named that is not there */
export function checkFolder({ data }: { data?: string }): void {
  if (data && !existsSync(data)) throw new WrongUse(`there is no folder ${data}`)
}

/** The folder that a command means when it names no other place. */
export const folderOf = ({ data = DATA }: { data?: string }): string => path.resolve(data)

export interface Account {
  envId: string
  secretId: string
  secretKey: string
}

/**
 * Lets the SDK and the manager of this process go to the target; both read the environment when they are loaded or
 * called.
 * @throws WrongUse when a real environment is named and the process has no keys
 */
export function accountOf({ endpoint, env }: Target): Account {
  if (endpoint) {
    const { origin } = new URL(endpoint)
    Object.assign(process.env, sdkEnv(endpoint), { TCB_BASE_URL: `${origin}/manage` })
  }
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = process.env
  if (!secretId || !secretKey)
    throw new WrongUse(`${env} needs TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY in the environment`)
  return { envId: env ?? ENV_ID, secretId, secretKey }
}
