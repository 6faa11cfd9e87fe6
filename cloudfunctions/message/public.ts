export { deliverWaiting } from './delivery'
export { countUnread, unreadTopics } from './inbox'
export { Message, TOPICS, type Topic } from './schema'
