import automator from 'miniprogram-automator'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type MiniProgram from 'miniprogram-automator/out/MiniProgram'
import type { HostOptions } from '../host/host'
import type { Phone } from '../host/phone'
import type { Failure } from '../host/report'
import { bridgeFor } from './bridge'
import { ROOT } from './bundle-host'
import type { RemoteControl, RunningHost } from './start-host'
import { pause } from './until'

// WX_CLI names the command line of WeChat's developer tools: the same tests then run on those.

export const devTools = process.env.WX_CLI

// the tools do not tell when they are at rest; what a test waits for, it waits for with `see`, `gone` and `on`
const SETTLE_MS = 500

/** The build in a project folder of its own, talking to the cloud of the test. */
function writeProject({ dist, cloud }: Pick<HostOptions, 'dist' | 'cloud'>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'weapp-devtools-'))
  cpSync(dist, folder, { recursive: true })
  const app = path.join(folder, 'app.js')
  writeFileSync(app, bridgeFor(cloud) + readFileSync(app, 'utf8'))
  const config = JSON.parse(readFileSync(path.join(ROOT, 'project.config.json'), 'utf8')) as {
    setting: object
  }
  // the cloud of the test is on no list of allowed addresses
  const own = { ...config, miniprogramRoot: './', setting: { ...config.setting, urlCheck: false } }
  writeFileSync(path.join(folder, 'project.config.json'), JSON.stringify(own))
  return folder
}

/** Puts real photos on the simulated phone and answers the next choices with them. */
async function givePhotos(program: MiniProgram, photos: string[][]): Promise<void> {
  const contents = photos.map(files => files.map(file => readFileSync(file, 'base64')))
  await program.evaluate(
    (queue: string[][]) => void Object.assign(getApp(), { photosInHand: queue }),
    contents,
  )
  await program.mockWxMethod(
    'chooseMedia',
    // with callbacks, or without: then a promise is wanted
    function (asked: { success?: (result: object) => void; fail?: (error: object) => void }) {
      const { env, getFileSystemManager } = wx
      const save = (data: string, index: number) => {
        const tempFilePath = `${env.USER_DATA_PATH}/${Date.now()}${index}.jpg`
        getFileSystemManager().writeFileSync(tempFilePath, data, 'base64')
        return { tempFilePath, size: data.length, fileType: 'image' }
      }
      const files = getApp().photosInHand.shift()
      const answer = files
        ? Promise.resolve({ tempFiles: files.map(save), type: 'image', errMsg: 'chooseMedia:ok' })
        : Promise.reject({ errMsg: 'chooseMedia:fail cancel' })
      return asked.success || asked.fail ? void answer.then(asked.success, asked.fail) : answer
    },
  )
}

declare function getApp(): { photosInHand: string[][] }
declare const wx: {
  env: { USER_DATA_PATH: string }
  getFileSystemManager: () => { writeFileSync: (file: string, data: string, encoding: string) => void }
}

function control(program: MiniProgram): RemoteControl {
  const failures: Failure[] = []
  program.on('exception', ({ message, stack }: Failure) =>
    failures.push({ kind: 'exception', message, stack }),
  )
  program.on('console', ({ type, args }: { type: string; args: unknown[] }) => {
    if (type === 'error') failures.push({ kind: 'console.error', message: args.join(' ') })
  })
  const known: Partial<RemoteControl> = {
    settle: () => pause(SETTLE_MS),
    report: () => Promise.resolve({ failures: [...failures], warnings: [], figures: [] }),
    forgiveFailures: () => Promise.resolve(void failures.splice(0)),
    async setPhone({ photos }: Partial<Phone>) {
      if (photos) await givePhotos(program, photos)
    },
  }
  return known as RemoteControl
}

/** Opens the developer tools with the build, as one person. */
export async function startDevTools(
  options: Omit<HostOptions, 'cacheDir' | 'onPrint'>,
): Promise<RunningHost> {
  const program = await automator.launch({
    cliPath: devTools!,
    projectPath: writeProject(options),
    cwd: ROOT,
  })
  let isRunning = true
  const remote = control(program)
  if (options.phone) await remote.setPhone(options.phone)
  return {
    program,
    control: remote,
    startCpuMs: 0,
    isRunning: () => isRunning,
    async stop() {
      if (isRunning) await program.close()
      isRunning = false
    },
  }
}
