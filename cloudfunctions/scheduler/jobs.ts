import { deliverWaiting } from '../message/public'
import { relayOutbox } from './relay-outbox'

/** Every job by name, in this order: what one writes, the next may deliver in the same minute. */
export const JOBS: Record<string, (now: Date) => Promise<number>> = {
  relayOutbox,
  deliverMessages: deliverWaiting,
}
