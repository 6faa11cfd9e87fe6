export { deliverWaiting } from './jobs/delivery'
export { countUnread, unreadTopics } from './store/inbox'
export { Message } from './schema'
