import type { Host } from '../functions/host'
import type { Log } from '../log'
import type { Own } from '../own'

/** A callback that WeChat Pay owes to a function. */
interface Notification {
  id: string
  functionName: string
  event: Record<string, unknown>
  attempt: number
  dueAtMs: number
}

/** Who wants to be called back. */
export interface Target {
  functionName: string
  envId?: string
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
// pauses between attempts; after the last one WeChat gives up
const PAUSES_MS = [
  ...[15, 15, 30].map(n => n * SECOND),
  ...[3, 10, 20, 30, 30, 30, 60].map(n => n * MINUTE),
  ...[3, 3, 3, 6, 6, 12, 12].map(n => n * HOUR),
]

export interface NotificationOptions {
  host: Host
  own: Own
  now: () => Date
  log: Log
}

const isAccepted = (result: unknown) => (result as { errcode?: unknown } | null)?.errcode === 0

/** Calls functions back until they answer `{errcode: 0}`. */
export class Notifications {
  private readonly open: Map<string, Notification>
  private next: number

  constructor(private readonly options: NotificationOptions) {
    const saved = options.own.all<Notification>('notifications')
    this.open = new Map(saved.map(notification => [notification.id, notification]))
    this.next = Math.max(0, ...saved.map(({ id }) => Number(id))) + 1
  }

  /**
   * Only a function of this environment, named by its full id, is called back.
   * @param delayMs by the cloud's clock; 0 is at once
   */
  async add(target: Target, event: Record<string, unknown>, delayMs = 0): Promise<void> {
    const { host, log } = this.options
    const { functionName, envId = host.envId } = target
    if (envId !== host.envId)
      return log.write('pay', `no callback to ${functionName}: the env_id ${envId} is not ${host.envId}`)
    const id = String(this.next++)
    const dueAtMs = this.options.now().getTime() + delayMs
    await this.save({ id, functionName, event, attempt: 0, dueAtMs })
    if (delayMs === 0) await this.deliver(this.open.get(id)!)
  }

  /** Delivers what has come due. */
  async run(): Promise<void> {
    const now = this.options.now().getTime()
    for (const notification of [...this.open.values()])
      if (notification.dueAtMs <= now) await this.deliver(notification)
  }

  private async deliver(notification: Notification): Promise<void> {
    const { id, functionName, event, attempt } = notification
    if (await this.isDelivered(functionName, event)) return this.forget(id)
    const pause = PAUSES_MS[attempt]
    if (pause === undefined) return this.forget(id)
    await this.save({ ...notification, attempt: attempt + 1, dueAtMs: this.options.now().getTime() + pause })
  }

  private async isDelivered(functionName: string, event: Record<string, unknown>): Promise<boolean> {
    const { host, log } = this.options
    try {
      const { result } = await host.call({ source: 'wx_paycallback' }, functionName, event)
      if (!isAccepted(result)) log.write('pay', `${functionName} did not answer {errcode: 0}`)
      return isAccepted(result)
    } catch (error) {
      log.write('pay', `${functionName}: ${(error as Error).message}`)
      return false
    }
  }

  private async save(notification: Notification): Promise<void> {
    this.open.set(notification.id, notification)
    await this.options.own.put('notifications', notification.id, notification)
  }

  private async forget(id: string): Promise<void> {
    this.open.delete(id)
    await this.options.own.remove('notifications', id)
  }
}
