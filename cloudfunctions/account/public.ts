export { recheckPending } from './store/recheck'
