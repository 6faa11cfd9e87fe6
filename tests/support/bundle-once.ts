import { bundle } from '../../tools/bundle-functions'
import { runFolder } from './run-folder'

/** Jest global setup: the functions as they are uploaded, in a folder of this run's own. */
export default async function bundleOnce(): Promise<void> {
  if (process.env.HEJU_TEST_FUNCTIONS) return
  const folder = runFolder('heju-functions-')
  await bundle(folder)
  process.env.HEJU_TEST_FUNCTIONS = folder
}
