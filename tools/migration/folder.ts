import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { lockFolder } from '../../local-cloud/lock'
import { allCollections } from '../collections'
import { withTarget } from '../place'
import { openRows } from '../rows'
import { migrate, pending, type Migrated, type Options } from './migrate'

/** Data that this release cannot work with. */
export class UnknownData extends Error {}

/** Everything but the sockets that keep two clouds out of one folder, and functions, which are built anew. */
const isData = (folder: string) => (file: string) =>
  file !== path.join(folder, 'functions') && !statSync(file).isSocket()

async function copyOf(folder: string): Promise<string> {
  const unlock = await lockFolder(folder)
  try {
    const copy = mkdtempSync(path.join(os.tmpdir(), 'heju-migrate-'))
    cpSync(folder, copy, { recursive: true, filter: isData(folder) })
    return copy
  } finally {
    await unlock()
  }
}

async function migrateIn(data: string, options: Options): Promise<Migrated> {
  const collections = await allCollections()
  let result: Migrated | undefined
  await withTarget({ data }, async target => {
    result = await migrate(openRows(target), collections, options)
  })
  return result!
}

/** Tried on a copy first. @returns what happened to the copy, when that had faults, and `isTouched: false` then */
export async function migrateFolder(
  folder: string,
  options: Options,
): Promise<Migrated & { isTouched: boolean }> {
  const copy = await copyOf(folder)
  try {
    options.progress('trying it on a copy')
    const trial = await migrateIn(copy, options)
    if (trial.faults || options.isTrial) return { ...trial, isTouched: false }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  options.progress('the copy is sound; now the data itself')
  return { ...(await migrateIn(folder, options)), isTouched: true }
}

const SILENT: Options = { isTrial: false, isOnlyLogins: false, fault: () => {}, progress: () => {} }

async function isPending(folder: string): Promise<boolean> {
  const collections = await allCollections()
  let found = true
  await withTarget({ data: folder }, async target => {
    found = (await pending(openRows(target), collections)).length > 0
  })
  return found
}

/**
 * Before a cloud is started on its data: what an older release has left there is brought up to date, and a new folder is
 * marked as one of this release. The keys are those of the environment.
 * @throws Error, in one sentence, when that cannot be done
 */
export async function makeCurrent(
  { folder, isNew }: { folder: string; isNew: boolean },
  say: (text: string) => void,
): Promise<void> {
  if (isNew) return void (await migrateIn(folder, SILENT))
  if (!(await isPending(folder))) return
  say('The data may be of an older release; bringing it up to date…')
  const { faults } = await migrateFolder(folder, SILENT)
  if (faults)
    throw new UnknownData(
      `The data in ${folder} cannot be brought up to date (npm run migrate tells why); delete that folder for a fresh start.`,
    )
}
