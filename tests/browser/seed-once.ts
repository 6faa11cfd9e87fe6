import { sdkEnv, startCloud } from '../../local-cloud/cloud'
import { projectCloud } from '../../tools/project-cloud'
import bundleOnce from '../support/bundle-once'
import { runFolder } from '../support/run-folder'

/** Jest global setup of the browser tests: the demo community, of which each story gets a copy. */
export default async function seedOnce(): Promise<void> {
  await bundleOnce()
  if (process.env.HEJU_TEST_DEMO) return
  const dataDir = runFolder('heju-demo-')
  const options = projectCloud(dataDir, process.env.HEJU_TEST_FUNCTIONS!)
  const cloud = await startCloud({ ...options, noSync: true, timers: false })
  const place = { ...options.functionEnv, ...sdkEnv(cloud.endpoint) }
  Object.assign(process.env, place)
  // the SDK reads its settings when it is loaded, so this waits until they are there
  const { seed } = await import('../../tools/demo/seed')
  await seed(cloud.origin, dataDir)
  await cloud.close()
  // what the tests' own processes inherit names no cloud that is gone
  for (const name of Object.keys(place)) delete process.env[name]
  process.env.HEJU_TEST_DEMO = dataDir
}
