import type * as z from 'zod'
import { ownFilePrefix, temporaryUrls } from '../cloud'
import { badField } from '../call/errors'
import { inParallel } from '../jobs/parallel'
import { formatOf, secondsOf } from './formats'
import { headHashOf, readHead, type Head } from './head'
import { filesIn, type NamedFile } from './in-input'
import { FILE_KINDS, type FileKind } from './kinds'
import { isOwnFile } from './paths'

/** What was looked at, and what it was then. */
export interface AcceptedFile extends NamedFile {
  bytes: number
  /** of the first 4 KB */
  headHash: string
}

/** Reads at once; a form has up to two dozen files. */
const WIDTH = 8

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`

/** What is wrong with a file of this kind, in words for whoever chose it; null when nothing is. */
export function faultOf(kind: FileKind, file: Head | null): string | null {
  const { word, formats, maxBytes, maxSeconds } = kind
  if (!file || file.bytes === 0) return `${word}没有上传成功，请重新选择`
  if (file.bytes > maxBytes) return `${word}超过 ${megabytes(maxBytes)}，请换一个小些的`
  if (!formats.includes(formatOf(file.head))) return `这个文件不是${word}，请重新选择`
  if (maxSeconds && (secondsOf(file.head) ?? 0) > maxSeconds + 1)
    return `${word}超过 ${maxSeconds} 秒，请剪短再传`
  return null
}

function assertOwn(files: readonly NamedFile[], personId: string): void {
  const prefix = ownFilePrefix()
  const foreign = files.find(({ fileId }) => !isOwnFile(fileId, prefix, personId))
  if (!foreign) return
  const what = foreign.kind === 'photo' ? '这张照片' : `这个${FILE_KINDS[foreign.kind].word}`
  throw badField(foreign.field, `${what}不是您上传的，请重新选择`)
}

async function look(file: NamedFile, url: string | undefined): Promise<AcceptedFile> {
  const found = url ? await readHead(url) : null
  const fault = faultOf(FILE_KINDS[file.kind], found)
  if (fault) throw badField(file.field, fault)
  return { ...file, bytes: found!.bytes, headHash: headHashOf(found!.head) }
}

/** The same file in two fields is read once for each kind it is said to be. */
const distinct = (files: readonly NamedFile[]): NamedFile[] => [
  ...new Map(files.map(file => [`${file.kind} ${file.fileId}`, file])).values(),
]

/**
 * Looks at every file an input names: whose it is, whether it is there, what it is and how large. Trips to the storage
 * only. @throws BAD_INPUT naming the field
 */
export async function acceptFiles(
  schema: z.ZodType,
  input: unknown,
  personId: string,
): Promise<AcceptedFile[]> {
  const files = distinct(filesIn(schema, input))
  if (!files.length) return []
  assertOwn(files, personId)
  const urls = await temporaryUrls(files.map(({ fileId }) => fileId))
  return inParallel(files, WIDTH, file => look(file, urls.get(file.fileId)))
}
