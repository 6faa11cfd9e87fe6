export { announceLapses, lapseFinished } from './jobs/lapse'
