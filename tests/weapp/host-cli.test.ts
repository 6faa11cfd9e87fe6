import automator from 'miniprogram-automator'
import path from 'node:path'
import { ROOT } from './driver/bundle-host'
import { writeDist } from './driver/write-dist'

// The client sleeps six seconds in launch() and one in close().
jest.setTimeout(60_000)

test('the command line is started by launch() of the unmodified client, as the developer tools are', async () => {
  const projectPath = writeDist({ pages: { a: { js: '{ data: { text: "和居" } }' } } })
  const program = await automator.launch({
    cliPath: path.join(__dirname, 'host/cli.ts'),
    projectPath,
    cwd: ROOT,
  })
  const page = await program.currentPage()
  expect(await (await page!.$('.screen'))!.text()).toBe('和居')
  await program.close()
})
