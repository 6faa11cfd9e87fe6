import automator from 'miniprogram-automator'
import path from 'node:path'
import { PATIENCE_MS } from '../support/patience'
import { ROOT } from './driver/bundle-host'
import { writeDist } from './driver/write-dist'

const LONG_MS = 15_000

/** The client's launcher starts long timers that nobody stops; they must not keep the tests alive. */
function forgetLongTimers(): void {
  const start = setTimeout
  const forgetting = (run: () => void, ms?: number) => {
    const timer = start(run, ms)
    return (ms ?? 0) >= LONG_MS ? timer.unref() : timer
  }
  // not a spy: the last one starts when the test is over and spies are gone
  globalThis.setTimeout = forgetting as typeof setTimeout
}

test('the command line is started by launch() of the unmodified client, as the developer tools are', async () => {
  forgetLongTimers()
  const projectPath = writeDist({ pages: { a: { js: '{ data: { text: "和居" } }' } } })
  const program = await automator.launch({
    cliPath: path.join(__dirname, 'host/cli.ts'),
    projectPath,
    cwd: ROOT,
    timeout: PATIENCE_MS,
  })
  const page = await program.currentPage()
  expect(await (await page!.$('.screen'))!.text()).toBe('和居')
  await program.close()
})
