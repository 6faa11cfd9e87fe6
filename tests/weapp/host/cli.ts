#!/usr/bin/env -S node --import tsx
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { answerControl, controlOf, type Started } from './control'
import { describeError, placesOf } from './report'
import { openHost, type Host, type HostOptions } from './host'
import { serve } from './server/server'

// Stands in for the command line of WeChat's developer tools: `cli auto --project DIR --auto-port N`, which is
// what `automator.launch()` starts. What the tools know by themselves comes from the environment:
//   WEAPP_HOST = {"cloud": {"origin", "openid"}, "storageFile", "phone", "launch", "cacheDir"}

/** The mini program of a project: the folder itself when it holds app.json, otherwise its miniprogramRoot. */
function distOf(project: string): string {
  if (existsSync(path.join(project, 'app.json'))) return project
  const config = path.join(project, 'project.config.json')
  if (!existsSync(config)) throw new Error(`${project} holds neither app.json nor project.config.json`)
  const { miniprogramRoot = '.' } = JSON.parse(readFileSync(config, 'utf8')) as { miniprogramRoot?: string }
  return path.join(project, miniprogramRoot)
}

const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'weapp-host-'))

function settings(project: string): HostOptions {
  const given = JSON.parse(process.env.WEAPP_HOST ?? '{}') as Partial<HostOptions>
  const folder = given.storageFile && given.cacheDir ? '' : newFolder()
  return {
    dist: distOf(project),
    cacheDir: folder,
    storageFile: path.join(folder, 'storage.json'),
    cloud: { origin: 'http://127.0.0.1:9000', openid: 'nobody' },
    ...given,
  }
}

/** In WeChat these are logged and the mini program goes on. */
function reportStrayErrors(host: Host): void {
  process.on('unhandledRejection', error => host.report.fail('rejection', error))
  process.on('uncaughtException', error => host.report.fail('exception', error))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    strict: false,
    options: { project: { type: 'string' }, 'auto-port': { type: 'string' } },
  })
  let print: (type: string, args: unknown[]) => void = () => undefined
  const options = settings(path.resolve(String(values.project ?? '.')))
  const host = openHost({ ...options, onPrint: (type, args) => print(type, args) })
  reportStrayErrors(host)
  const server = await serve(host, Number(values['auto-port'] ?? 9420), () => process.exit(0))
  print = (type, args) => server.send('App.logAdded', { type, args: args.map(String) })
  host.launch()
  answerControl(controlOf(host))
  // nobody left to answer to
  process.on('disconnect', () => process.exit(0))
  const { user, system } = process.cpuUsage()
  process.send?.({ port: server.port, startCpuMs: (user + system) / 1000 } satisfies Started)
}

main().catch((error: unknown) => {
  // it may come from the mini program's realm, where Error is another one
  const { message, stack } = describeError(error)
  console.error([message, ...placesOf(stack)].join('\n'))
  process.exit(1)
})
