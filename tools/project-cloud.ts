import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CloudOptions } from '../local-cloud/cloud'
import { TOPICS } from '../cloudfunctions/shared/limits'
import { bundle } from './bundle-functions'
import { ROOT } from './functions'

const newKey = () => randomBytes(32).toString('base64')

/** Secrets of a local cloud live beside its data, because data encrypted with lost keys is lost. */
function keysOf(dataDir: string): Record<string, string> {
  const file = path.join(dataDir, 'keys.json')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    const keys = { FIELD_KEYS: JSON.stringify({ local1: newKey() }), HASH_KEY: newKey() }
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
}

/** On the local cloud a template's id is `template-<topic>`. */
export const LOCAL_TEMPLATES = Object.fromEntries(TOPICS.map(topic => [topic, `template-${topic}`]))

/** Environment of the functions on a local cloud; in production cloudbaserc.json sets the same variables. */
export function functionEnv(dataDir: string): Record<string, string> {
  return { ...keysOf(dataDir), TEMPLATES: JSON.stringify(LOCAL_TEMPLATES) }
}

/** This project on a local cloud: its functions, indexes and settings. */
export function projectCloud(dataDir: string, functionsDir: string): CloudOptions {
  return {
    dataDir,
    functionsDir,
    functionEnv: functionEnv(dataDir),
    indexesFile: path.join(ROOT, 'database-indexes.json'),
    rulesFile: path.join(ROOT, 'database-rules.json'),
    // where the real service usually reports them; the SDK's own retry would miss these
    faults: { isConflictAtOperation: true },
  }
}

/** The same with functions bundled from the source as it is now, beside the data: two clouds do not share them. */
export function bundledCloud(dataDir: string): CloudOptions {
  const functionsDir = path.join(dataDir, 'functions')
  return { ...projectCloud(dataDir, functionsDir), prepare: () => bundle(functionsDir) }
}
