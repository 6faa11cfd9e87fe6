import { notEmulated } from '../errors'
import type { Faults } from '../faults'
import type { FunctionDefinition, Trigger } from '../functions/definition'
import type { Host } from '../functions/host'
import type { Log } from '../log'
import type { Own } from '../own'
import { isDueBetween, parseCron, type Cron } from './cron'

export interface TimersOptions {
  definitions: Map<string, FunctionDefinition>
  host: Host
  now: () => Date
  own: Own
  log: Log
  faults: Faults
}

export interface Timers {
  /** Fires every timer that came due since the last tick or within this minute, each once, and waits for them. */
  tick(): Promise<void>
  stop(): void
}

interface Timer {
  functionName: string
  triggerName: string
  cron: Cron
}

const MINUTE_MS = 60_000
const SETTING = 'timers'

const NAME = /^[A-Za-z][\w-]{0,59}$/

/** @throws Error naming the function and the trigger that cannot be */
function timerOf(functionName: string, { name, type, config }: Trigger): Timer {
  const place = `function ${functionName}, trigger ${name}`
  if (type !== 'timer') throw notEmulated(`${place}: the type ${type}`)
  if (!NAME.test(name)) throw new Error(`${place}: a name has letters, digits, _ and -, at most 60`)
  try {
    return { functionName, triggerName: name, cron: parseCron(String(config)) }
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`)
  }
}

const timersOf = (definitions: Map<string, FunctionDefinition>): Timer[] =>
  [...definitions.values()].flatMap(({ name, triggers }) => triggers.map(trigger => timerOf(name, trigger)))

/** @param isTicking fires by itself every minute of real time */
export function openTimers(options: TimersOptions, isTicking: boolean): Timers {
  const { definitions, host, now, own, log, faults } = options
  const timers = timersOf(definitions)
  let last = own.get<{ tickedAt: number }>('settings', SETTING)?.tickedAt ?? now().getTime()
  let isBusy = false

  async function fire({ functionName, triggerName }: Timer, at: number): Promise<void> {
    const Time = new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z')
    try {
      await host.call({ source: 'timer' }, functionName, { Type: 'Timer', TriggerName: triggerName, Time })
    } catch (error) {
      log.write('timers', `${functionName}/${triggerName}: ${(error as Error).message}`)
    }
  }

  async function fireSince(after: number): Promise<void> {
    const until = now().getTime()
    last = until
    await own.put('settings', SETTING, { tickedAt: until })
    const due = timers.filter(timer => isDueBetween(timer.cron, after, until))
    const firings = due.flatMap(timer => Array.from({ length: faults.current.timerRepeats }, () => timer))
    await Promise.all(firings.map(timer => fire(timer, until)))
  }

  const startOfMinute = () => Math.floor(now().getTime() / MINUTE_MS) * MINUTE_MS

  async function tickAlone(): Promise<void> {
    if (isBusy) return
    isBusy = true
    await fireSince(last).finally(() => (isBusy = false))
  }

  const ticker = isTicking
    ? setInterval(() => {
        tickAlone().catch((error: unknown) => log.write('timers', String(error)))
      }, MINUTE_MS)
    : undefined
  const tick = () => fireSince(Math.min(last, startOfMinute() - 1))
  return { tick, stop: () => clearInterval(ticker) }
}
