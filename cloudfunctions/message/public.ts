export { deliverWaiting } from './delivery'
export { countUnread } from './inbox'
export { Message, TOPICS, type Topic } from './schema'
