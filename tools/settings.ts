import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { WrongUse } from './command'
import { folderOf, type Target } from './place'

const SETTINGS = ['FIELD_KEYS', 'HASH_KEY'] as const

/**
 * The keys of the functions, for a command that reads or writes what they encrypt: from the environment, or those that
 * lie beside a local cloud's data.
 * @throws WrongUse when there are none
 */
export function readSettings({ endpoint, env, data }: Target & { data?: string }): void {
  const file = path.join(folderOf({ data }), 'keys.json')
  if (!process.env.FIELD_KEYS && !endpoint && !env && existsSync(file))
    Object.assign(process.env, JSON.parse(readFileSync(file, 'utf8')))
  const missing = SETTINGS.filter(name => !process.env[name])
  if (missing.length) throw new WrongUse(`set ${missing.join(' and ')} as the functions have them`)
}
