export { deliverWaiting } from './delivery'
export { countUnread } from './inbox'
export { Message, TOPICS } from './schema'
