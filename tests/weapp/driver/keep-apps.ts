import { openApp, type OpenApp, type OpenOptions } from './open-app'

/**
 * Opens mini programs for tests and ends them again: after each test, or after all tests of the file. Ending one
 * fails when it printed an error or let one escape.
 */
export function keepApps(until: 'each' | 'all' = 'each') {
  const running: OpenApp[] = []
  const checkAll = async () => {
    for (const app of running) await app.check()
  }
  const stopAll = async () => {
    await Promise.all(running.splice(0).map(app => app.host.stop()))
  }
  const end = () => checkAll().finally(stopAll)
  if (until === 'each') {
    afterEach(end)
  } else {
    afterEach(checkAll)
    afterAll(stopAll)
  }
  return async (options: OpenOptions): Promise<OpenApp> => {
    const app = await openApp(options)
    running.push(app)
    return app
  }
}
