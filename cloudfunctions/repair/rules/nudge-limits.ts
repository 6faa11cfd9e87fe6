import { defineLimit } from '../../shared/call/limit'

/** A desk reminds many technicians, each order at most every ten minutes; more than this is no work of a person. */
export const NUDGE_LIMITS = [
  defineLimit({ name: 'nudge', per: 'person', atMost: 30, within: 10, act: '催办' }),
  defineLimit({ name: 'nudge', per: 'person', atMost: 300, within: 'day', act: '催办' }),
]
