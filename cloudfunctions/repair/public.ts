export { announceLapses, lapseFinished } from './lapse'
