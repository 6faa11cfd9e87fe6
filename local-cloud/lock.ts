import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'

// Two clouds on one folder would write over each other: each keeps collections and record numbers in memory. A socket is
// the lock, because the system takes it away from a process that dies, however it dies.

// what systems allow for the name of a socket, with room for the guard's
const NAME_LIMIT_BYTES = 90
const GUARD_PAUSE_MS = 20
/** Older ones are of a process that was killed between two lines. */
const GUARD_LIMIT_MS = 3000

function addressOf(dir: string): string {
  const real = realpathSync(dir)
  const inside = path.join(real, 'lock.sock')
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return `\\\\.\\pipe\\local-cloud-${hash}`
  // a name of the folder's own, so that it is the same for all, whatever TMPDIR they have
  return Buffer.byteLength(inside) <= NAME_LIMIT_BYTES
    ? inside
    : path.join(os.tmpdir(), `local-cloud-${hash}.sock`)
}

const listen = (address: string) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer(socket => socket.destroy())
    server.once('error', reject).listen(address, () => resolve(server.unref()))
  })

const isAnswered = (address: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect(address, () => {
      socket.destroy()
      resolve(true)
    }).once('error', () => resolve(false))
  })

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

/** One at a time looks whether a socket is dead and puts its own in its place. */
async function guarded<T>(guard: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(guard)
      break
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? 0
      if (Date.now() - since > GUARD_LIMIT_MS) rmSync(guard, { recursive: true, force: true })
      else await new Promise(resolve => setTimeout(resolve, GUARD_PAUSE_MS))
    }
  }
  try {
    return await work()
  } finally {
    rmdirSync(guard)
  }
}

/**
 * Makes the folder and keeps other clouds out of it.
 * @returns lets others in again
 * @throws Error when another cloud has it open
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  mkdirSync(dir, { recursive: true })
  const address = addressOf(dir)
  const take = () =>
    listen(address).catch(async (error: unknown) => {
      if (codeOf(error) !== 'EADDRINUSE') throw error
      if (await isAnswered(address))
        throw new Error(`${dir} is open in another local cloud: stop that one first`)
      // what a killed process has left
      rmSync(address, { force: true })
      return listen(address)
    })
  const server = await (process.platform === 'win32' ? take() : guarded(`${address}.guard`, take))
  return () => new Promise(resolve => server.close(() => resolve()))
}
