import * as z from 'zod'
import type { Caller } from '../call/caller'
import { badField } from '../call/errors'

/** The app uploads to `uploads/<person>/…`, so a file id says whose it is; the names in there cannot be guessed. */
export const uploadPrefix = (personId: string): string => `uploads/${personId}/`

/** Bounded in every part: ids are stored by the dozen, and a document may not grow beyond its limit. */
export const FileId = z.string().regex(/^cloud:\/\/[\w.-]{1,120}\/[\w./-]{1,200}$/)

/** @throws BAD_INPUT when a file was uploaded by somebody else, whose picture this call would otherwise open */
export function assertOwnFiles(field: string, fileIds: readonly string[], caller: Caller): void {
  const prefix = uploadPrefix(caller.personId)
  const isOwn = (fileId: string) => fileId.replace(/^cloud:\/\/[^/]+\//, '').startsWith(prefix)
  if (fileIds.every(fileId => isOwn(fileId) && !fileId.includes('..'))) return
  throw badField(field, '这张照片不是您上传的，请重新选择')
}
