import type { Action } from '../database/request'
import { fileList } from './batch'
import { checkCloudPath } from './path'
import type { Storage } from './storage'

const UPLOAD_SECONDS = 900

interface Copy {
  src_path: string
  dst_path: string
  /** Absent: yes. */
  overwrite?: boolean
  remove_original?: boolean
}

/** One copy or move within the bucket; the file keeps its owner. */
async function copy(storage: Storage, wish: Copy) {
  const { files } = storage
  const [from, to] = [checkCloudPath(wish.src_path), checkCloudPath(wish.dst_path)]
  const source = files.find(from)
  if (!source) return { code: 'STORAGE_FILE_NONEXIST', message: `${from} does not exist` }
  if (wish.overwrite === false && files.find(to))
    return { code: 'STORAGE_REQUEST_FAIL', message: `${to} exists` }
  await files.save({ ...source, path: to }, await files.read(from))
  if (wish.remove_original) await files.remove(from)
  return { fileId: storage.fileId(to) }
}

/** The storage calls of the SDK: a function may read and delete every file. */
export function storageActions(storage: Storage): Record<string, Action> {
  return {
    'storage.getUploadMetadata'(request) {
      const path = checkCloudPath(request.path)
      const fileId = storage.fileId(path)
      const url = storage.address('put', path, UPLOAD_SECONDS)
      // goes into a header, where only ASCII is allowed
      const cosFileId = Buffer.from(fileId).toString('base64')
      return { data: { url, token: 'local', authorization: 'local', fileId, cosFileId } }
    },
    'storage.batchGetDownloadUrl'(request) {
      const files = fileList<{ fileid: unknown; max_age?: number }>(request.file_list)
      return {
        data: { download_list: files.map(file => storage.download(file.fileid, file.max_age, () => true)) },
      }
    },
    async 'storage.batchCopyFile'(request) {
      const copied = []
      for (const wish of fileList<Copy>(request.file_list)) copied.push(await copy(storage, wish))
      return { data: { copy_list: copied } }
    },
    async 'storage.batchDeleteFile'(request) {
      const deleted = []
      for (const fileID of fileList<unknown>(request.fileid_list)) {
        const path = storage.path(fileID)
        const isGone = path !== undefined && (await storage.files.remove(path))
        deleted.push({ fileID, code: isGone ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' })
      }
      return { data: { delete_list: deleted } }
    },
  }
}
