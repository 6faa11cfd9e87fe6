import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { z } from 'zod'

// A backup is one zip: `manifest.json`, a file of JSON lines (canonical Extended JSON) for each collection, and
// the uploaded files under the hash of their content. The comment of the zip is the hash of all bytes before it, so
// that one changed bit anywhere is noticed; any program can still open it.

const Sum = z.object({ count: z.number().int().nonnegative(), sha256: z.string() })
const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.string(),
  collections: z.record(z.string(), Sum),
  /** By file id: where it lies in the bucket, and what its content must be. */
  files: z.record(z.string(), z.object({ path: z.string(), sha256: z.string() })),
})

export interface BackupFile {
  fileId: string
  path: string
  content: Uint8Array
}

export interface Backup {
  takenAt: Date
  /** JSON lines by collection. */
  collections: Map<string, string[]>
  files: BackupFile[]
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const collectionEntry = (name: string) => `collections/${name}.jsonl`
const fileEntry = (hash: string) => `files/${hash}`

export function pack({ takenAt, collections, files }: Backup): Uint8Array {
  const entries: Record<string, Uint8Array> = {}
  const manifest: z.infer<typeof Manifest> = {
    format: 1,
    takenAt: takenAt.toISOString(),
    collections: {},
    files: {},
  }
  for (const [name, lines] of collections) {
    const bytes = strToU8(lines.map(line => `${line}\n`).join(''))
    entries[collectionEntry(name)] = bytes
    manifest.collections[name] = { count: lines.length, sha256: sha256(bytes) }
  }
  for (const { fileId, path, content } of files) {
    const hash = sha256(content)
    entries[fileEntry(hash)] = content
    manifest.files[fileId] = { path, sha256: hash }
  }
  return seal(zipSync({ 'manifest.json': strToU8(JSON.stringify(manifest, null, 2)), ...entries }))
}

const SEAL_BYTES = 64

/** A zip without a comment ends with two bytes of its length. */
function seal(zip: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip.length + SEAL_BYTES)
  bytes.set(zip)
  bytes[zip.length - 2] = SEAL_BYTES
  bytes.set(strToU8(sha256(bytes.subarray(0, zip.length))), zip.length)
  return bytes
}

const isSealed = (bytes: Uint8Array) =>
  strFromU8(bytes.subarray(-SEAL_BYTES)) === sha256(bytes.subarray(0, -SEAL_BYTES))

/** Everything is compared with the manifest before anything is returned. @throws Error naming what is damaged */
export function unpack(bytes: Uint8Array): Backup {
  if (!isSealed(bytes)) throw new Error('the backup is damaged: its bytes are not those that were written')
  const entries = open(bytes)
  const content = (entry: string, hash: string) => {
    const found = entries[entry]
    if (!found || sha256(found) !== hash) throw new Error(`the backup is damaged: ${entry}`)
    return found
  }
  const manifest = readManifest(entries['manifest.json'])
  const collections = Object.entries(manifest.collections).map(([name, { count, sha256: hash }]) => {
    const lines = strFromU8(content(collectionEntry(name), hash))
      .split('\n')
      .slice(0, -1)
    if (lines.length !== count)
      throw new Error(`the backup is damaged: ${name} has ${lines.length} of ${count}`)
    return [name, lines] as const
  })
  const files = Object.entries(manifest.files).map(([fileId, { path, sha256: hash }]) => ({
    fileId,
    path,
    content: content(fileEntry(hash), hash),
  }))
  return { takenAt: new Date(manifest.takenAt), collections: new Map(collections), files }
}

function open(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes)
  } catch {
    throw new Error('the backup is damaged: it is not a whole zip file')
  }
}

function readManifest(bytes: Uint8Array | undefined) {
  if (!bytes) throw new Error('the backup is damaged: manifest.json is missing')
  const manifest = Manifest.safeParse(JSON.parse(strFromU8(bytes)))
  if (manifest.success) return manifest.data
  throw new Error(`the backup is damaged: ${manifest.error.issues[0]!.message} in manifest.json`)
}
