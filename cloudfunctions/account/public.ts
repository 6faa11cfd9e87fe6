export { continueRosterImports, deleteOldRosterFiles } from './roster-jobs'
