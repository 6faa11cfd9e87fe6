import { readFileSync } from 'node:fs'
import path from 'node:path'
import sdk from 'wx-server-sdk'
import type { Sdk } from '../../cloudfunctions/shared/sdk'
import { personIdOf } from '../support/seed'

export const REAL_FILE = readFileSync(path.join(__dirname, '../../tools/demo/roster/云栖里业主台账.xlsx'))

const cloud = sdk as unknown as Sdk
let uploads = 0

/** As the mini program uploads: into the person's own folder. @returns the file id */
export async function upload(openid: string, fileContent: Uint8Array, extension = 'xlsx'): Promise<string> {
  const cloudPath = `uploads/${personIdOf(openid)}/roster-${++uploads}.${extension}`
  const { fileID } = await cloud.uploadFile({ cloudPath, fileContent: Buffer.from(fileContent) })
  return fileID
}

/** UTF-8 CSV of lines. */
export const csvOf = (...lines: string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`)
