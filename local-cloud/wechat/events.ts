import type { Host } from '../functions/host'
import type { Log } from '../log'

/** What WeChat tells a mini program by itself, later: delivered to one function at the next tick. */
export class Events {
  private pending: object[] = []

  constructor(
    private readonly host: Host,
    private readonly log: Log,
    private readonly functionName: string | undefined,
  ) {}

  push(event: object): void {
    this.pending.push(event)
  }

  async run(): Promise<void> {
    const { functionName, pending } = this
    this.pending = []
    for (const event of functionName ? pending : [])
      await this.host
        .call({ source: 'wx_unknown' }, functionName!, event)
        .catch((error: Error) => this.log.write('events', `${functionName}: ${error.message}`))
  }
}
