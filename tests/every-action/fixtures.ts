import { account } from './account'
import type { Fixtures } from './fixture'
import { message } from './message'
import { repair } from './repair'
import { roster } from './roster'

export const FIXTURES: Record<string, Fixtures> = { account, message, repair, roster }
