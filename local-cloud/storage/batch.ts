import { badParam } from '../errors'

const BATCH_LIMIT = 50

/** The list of files that a call names: some, and not too many. */
export function fileList<T>(list: unknown): T[] {
  if (!Array.isArray(list) || !list.length) throw badParam('fileList必须是非空的数组')
  if (list.length > BATCH_LIMIT) throw badParam(`at most ${BATCH_LIMIT} files at once`)
  if (list.some(item => item === null || item === undefined)) throw badParam('fileList must name files')
  return list as T[]
}
