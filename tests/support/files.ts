import { uploadFile } from '../../cloudfunctions/shared/cloud'
import { fileIdOf } from '../../local-cloud/storage/path'
import { personIdOf } from './seed'

/** A JPEG of one pixel. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXwBFRcXHhoeOyEhO3xTRlN8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fP/AABEIAAEAAQMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AIK4D2D/AP/Z',
  'base64',
)

let wanted = new Map<string, Uint8Array>()
const uploaded = new Set<string>()
let uploading: Promise<unknown> = Promise.resolve()

/**
 * A file in this person's folder, by its id, at once; it is really uploaded before the next call of anybody, and once.
 */
export function wantFile(openid: string, name: string, content: Uint8Array = JPEG): string {
  const path = `uploads/${personIdOf(openid)}/${name}`
  if (!uploaded.has(path)) wanted.set(path, content)
  uploaded.add(path)
  return fileIdOf(process.env.TCB_ENV!, path)
}

const MAX_TRIES = 50

/** A test may have made the storage fail. */
async function uploadSurely(path: string, content: Uint8Array): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return void (await uploadFile(path, content))
    } catch (error) {
      if (tries === MAX_TRIES) throw error
    }
  }
}

/** Waits for what is wanted, also when somebody else has begun with it. */
export function uploadWanted(): Promise<unknown> {
  const files = [...wanted]
  wanted = new Map()
  uploading = uploading.then(() => Promise.all(files.map(([path, content]) => uploadSurely(path, content))))
  return uploading
}
