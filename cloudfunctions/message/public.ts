export { countUnread } from './store/inbox'
