export { deliverWaiting } from './delivery'
export { Message, TOPICS } from './schema'
