/** The app uploads to `uploads/<person>/…`, so a file id says whose it is; the names in there cannot be guessed. */
export const uploadPrefix = (personId: string): string => `uploads/${personId}/`

/** The place in the bucket, which is the same after a move to another environment. */
export const pathOf = (fileId: string): string => fileId.replace(/^cloud:\/\/[^/]+\//, '')

/** In this environment, in the person's own folder, and nowhere by a detour. */
export const isOwnFile = (fileId: string, environment: string, personId: string): boolean =>
  fileId.startsWith(environment) &&
  pathOf(fileId).startsWith(uploadPrefix(personId)) &&
  !/(^|\/)\.{0,2}(\/|$)/.test(pathOf(fileId))
