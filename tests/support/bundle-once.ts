import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bundle } from '../../tools/bundle-functions'

/** Jest global setup: the functions as they are uploaded, in a folder of this run's own. */
export default async function bundleOnce(): Promise<void> {
  if (process.env.HEJU_TEST_FUNCTIONS) return
  const folder = mkdtempSync(path.join(os.tmpdir(), 'heju-functions-'))
  await bundle(folder)
  process.env.HEJU_TEST_FUNCTIONS = folder
}
