import { ADDRESS_SECONDS } from '../../../cloudfunctions/shared/limits'

/** What the app needs from the cloud, whichever way it is reached. */
export interface Cloud {
  /** once, at launch */
  start: () => void
  /** calls a cloud function and gives what it returned */
  call: (name: string, data: unknown) => Promise<unknown>
  /** stores a local file and gives its file id */
  upload: (upload: Upload) => Promise<string>
  /** addresses that open for a short while, by file id; a missing file has none */
  tempUrls: (fileIds: string[]) => Promise<Map<string, string>>
  /** asks to be allowed one message of each template */
  subscribe: (templateIds: string[]) => Promise<Record<string, string>>
}

export interface Upload {
  cloudPath: string
  filePath: string
  /** 0 to 100 */
  onProgress?: (percent: number) => void
}

/** Asks for addresses that do not outlive the look at a page. */
export const shortLived = (fileIds: string[]): { fileID: string; maxAge: number }[] =>
  fileIds.map(fileID => ({ fileID, maxAge: ADDRESS_SECONDS }))
