// `npm start`: the whole system on this machine with a demo community, at one address.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sdkEnv, startCloud } from '../local-cloud/cloud'
import { buildApp } from './build-app'
import { demoRoutes } from './demo/routes'
import { ROOT } from './functions'
import { makeCurrent, UnknownData } from './migration/folder'
import { bundledCloud } from './project-cloud'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '8700' },
    data: { type: 'string', default: path.join(ROOT, '.data') },
    /** folder of a finished H5 build to show instead of building one */
    app: { type: 'string' },
  },
})

const say = (text: string) => console.log(text)

async function main(): Promise<void> {
  const app = values.app ? path.resolve(values.app) : await buildApp('h5', say)
  const dataDir = path.resolve(values.data)
  const isNew = !existsSync(dataDir)
  const options = bundledCloud(dataDir)
  Object.assign(process.env, options.functionEnv)
  await makeCurrent({ folder: dataDir, isNew }, say)
  const cloud = await startCloud({
    ...options,
    port: Number(values.port),
    timers: true,
    fallback: demoRoutes(app),
  })
  Object.assign(process.env, sdkEnv(cloud.endpoint))
  const stop = () => void cloud.close().then(() => process.exit(0))
  process.on('SIGINT', stop).on('SIGTERM', stop)
  // the SDK reads its settings when it is loaded, so this waits until they are there
  const { seed } = await import('./demo/seed')
  await seed(cloud.origin, options.dataDir)
  say(
    `\n和居 is running. Open ${cloud.origin}/ and choose who you are. Stop with Ctrl+C; data stays in ${path.relative(process.cwd(), options.dataDir)}.`,
  )
}

main().catch((error: unknown) => {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    console.error(`Port ${values.port} is taken. Stop what uses it, or run: npm start -- --port 0`)
  } else {
    // of a mistake in the command line a sentence is enough
    const isOwn = code === 'ERR_SOCKET_BAD_PORT' || (error as Error).message.includes('open in another')
    console.error(isOwn || error instanceof UnknownData ? (error as Error).message : error)
  }
  process.exit(1)
})
