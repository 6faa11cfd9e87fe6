export { continueRosterImports, deleteOldRosterFiles } from './jobs/imports'
