import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultSettings } from './faults'
import type { LogLine } from './log'

export interface CloudOptions {
  /** LMDB and files live here. */
  dataDir: string
  /** 0 or absent: any free port. Always on 127.0.0.1 only. */
  port?: number
  /** No fsync: for tests. */
  noSync?: boolean
  /** Done when the folder is locked and before anything is read: puts functions there, for example. */
  prepare?: () => Promise<unknown>
  /** Bundled functions: `<dir>/<name>/index.js` with package.json and config.json. Absent: database only. */
  functionsDir?: string
  /** Environment variables of every function, as cloudbaserc.json sets them. */
  functionEnv?: Record<string, string>
  /** database-indexes.json; its collections and indexes are created at the start. */
  indexesFile?: string
  /** database-rules.json: what clients may do by themselves. Without it they may do nothing. */
  rulesFile?: string
  /** Fire timers by itself every minute. */
  timers?: boolean
  /** Answers the paths that are not the emulator's. */
  fallback?: (req: IncomingMessage, res: ServerResponse) => void
  envId?: string
  /** Content with one of these words is risky to WeChat's check. */
  badWords?: string[]
  /** The function to which WeChat pushes events, such as the verdict on a picture. */
  eventFunction?: string
  /** How many requests of functions the database takes at the same time, as plans of the real service limit it. */
  requestsAtOnce?: number
  /** Faults from the start, which switching them off does not end. */
  faults?: Partial<FaultSettings>
  onLog?: (line: LogLine) => void
}
