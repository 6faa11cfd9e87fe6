import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'

// Two clouds on one folder would write over each other: each keeps collections and record numbers in memory. A socket is
// the lock, because the system takes it away from a process that dies, however it dies.

function addressOf(dir: string): string {
  const name = `local-cloud-${createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 32)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`)
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

/**
 * Makes the folder and keeps other clouds out of it.
 * @returns lets others in again
 * @throws Error when another cloud has it open
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  mkdirSync(dir, { recursive: true })
  const address = addressOf(dir)
  const server = await listen(address).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    if (await isAnswered(address))
      throw new Error(`${dir} is open in another local cloud: stop that one first`)
    // what a killed process has left
    rmSync(address, { force: true })
    return listen(address)
  })
  return () => new Promise(resolve => server.close(() => resolve()))
}
