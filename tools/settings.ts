import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ZodError } from 'zod'
import { config } from '../cloudfunctions/shared/config'
import { WrongUse } from './command'
import { folderOf, type Target } from './place'

const SETTINGS = ['FIELD_KEYS', 'HASH_KEY'] as const

/**
 * The settings of the functions, for a command that reads or writes what they encrypt or sign: from the environment, or
 * those that lie beside a local cloud's data.
 * @throws WrongUse when there are none, or none that the functions would take
 */
export function readSettings({ endpoint, env, data }: Target & { data?: string }): void {
  const file = path.join(folderOf({ data }), 'keys.json')
  const isGiven = SETTINGS.some(name => process.env[name])
  if (!isGiven && !endpoint && !env && existsSync(file))
    Object.assign(process.env, JSON.parse(readFileSync(file, 'utf8')))
  const missing = SETTINGS.filter(name => !process.env[name])
  if (missing.length) throw new WrongUse(`set ${missing.join(' and ')} as the functions have them`)
  try {
    config()
  } catch (error) {
    const { issues } = error as ZodError
    throw new WrongUse(issues.map(each => `${each.path.join('.')}: ${each.message}`).join('\n'))
  }
}
