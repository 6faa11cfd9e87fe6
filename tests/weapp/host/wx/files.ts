import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { methodsOf, WxFailure, type Answering, type Asked } from './answer'

const TEMPORARY = 'http://tmp/'
const KEPT = 'http://usr'

/** Files as the mini program knows them, by WeChat's addresses. */
export interface PhoneFiles {
  /** takes a real file in, as a choice of the person does. @returns its temporary address */
  take(file: string): { path: string; bytes: number }
  write(name: string, content: Buffer): string
  /** where an address is on this machine. @throws WxFailure when there is no such file */
  locate(address: string): string
}

export function openFiles(): PhoneFiles {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'weapp-files-'))
  mkdirSync(path.join(folder, 'usr'))
  const temporary = (name: string) => path.join(folder, name)
  let count = 0
  const named = (ending: string) => `${++count}${ending.toLowerCase()}`
  return {
    take(file) {
      const name = named(path.extname(file))
      copyFileSync(file, temporary(name))
      return { path: TEMPORARY + name, bytes: statSync(file).size }
    },
    write(ending, content) {
      const name = named(ending)
      writeFileSync(temporary(name), content)
      return TEMPORARY + name
    },
    locate(address) {
      const name = path.basename(address)
      if (address.startsWith(TEMPORARY)) return temporary(name)
      if (address.startsWith(KEPT)) return temporary(path.join('usr', name))
      throw new WxFailure(`no such file or directory ${address}`)
    },
  }
}

/** The few file methods that can be known here. */
export function fileMethods(answer: Answering, files: PhoneFiles) {
  const write = ({ filePath, data, encoding }: Asked) =>
    writeFileSync(
      files.locate(String(filePath)),
      typeof data === 'string'
        ? Buffer.from(data, encoding as BufferEncoding)
        : new Uint8Array(data as ArrayBuffer),
    )
  const manager = {
    ...methodsOf(answer, { writeFile: write }),
    readFile: answerWithBytes(files),
    writeFileSync: (filePath: string, data: unknown, encoding?: string) =>
      write({ filePath, data, encoding }),
  }
  return { env: { USER_DATA_PATH: KEPT }, getFileSystemManager: () => manager }
}

/** Bytes cannot pass through JSON as other answers do. */
const answerWithBytes =
  (files: PhoneFiles) =>
  ({ filePath, encoding, success, fail }: Asked): void => {
    try {
      const data = readFileSync(files.locate(String(filePath)), encoding as BufferEncoding)
      success?.({ data, errMsg: 'readFile:ok' })
    } catch (error) {
      fail?.({ errMsg: `readFile:fail ${String(error)}` })
    }
  }
