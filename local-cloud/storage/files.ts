import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Own } from '../own'

export interface StoredFile {
  path: string
  /** Who uploaded it as a client; a function's file belongs to nobody. */
  openid: string | null
  contentType: string
  size: number
  at: Date
}

export interface Files {
  save(file: Omit<StoredFile, 'size' | 'at'>, content: Buffer): Promise<void>
  find(path: string): StoredFile | undefined
  read(path: string): Promise<Buffer>
  remove(path: string): Promise<boolean>
  all(): StoredFile[]
}

/** Contents lie under the hash of their path, so that no path can mean anything to the file system. */
export function openFiles(dataDir: string, own: Own, options: { now: () => Date; noSync: boolean }): Files {
  const dir = join(dataDir, 'storage')
  mkdirSync(dir, { recursive: true })
  const fileOf = (path: string) => join(dir, createHash('sha256').update(path).digest('hex'))

  async function write(path: string, content: Buffer): Promise<void> {
    const draft = join(dir, randomUUID())
    const handle = await open(draft, 'w')
    await handle.writeFile(content)
    if (!options.noSync) await handle.sync()
    await handle.close()
    await rename(draft, fileOf(path))
  }

  return {
    async save(file, content) {
      await write(file.path, content)
      await own.put('files', file.path, { ...file, size: content.length, at: options.now() })
    },
    find: path => own.get<StoredFile>('files', path),
    read: path => readFile(fileOf(path)),
    async remove(path) {
      if (!(await own.remove('files', path))) return false
      await rm(fileOf(path), { force: true })
      return true
    },
    all: () => own.all<StoredFile>('files'),
  }
}
