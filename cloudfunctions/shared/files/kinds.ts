import * as z from 'zod'
import type { Format } from './formats'

const MEGABYTE = 1024 * 1024

export interface FileKind {
  /** what people call it */
  word: string
  formats: readonly Format[]
  maxBytes: number
  maxSeconds?: number
  /** copied and kept with its hash; a table is read once and deleted */
  isEvidence: boolean
}

const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'heic', 'gif'] as const

/** Every kind of file that an input can name. What is in a table its reader says better: only its size counts here. */
export const FILE_KINDS = {
  photo: { word: '照片', formats: PHOTO_FORMATS, maxBytes: 10 * MEGABYTE, isEvidence: true },
  signature: { word: '签名', formats: ['png', 'jpeg'], maxBytes: MEGABYTE, isEvidence: true },
  table: {
    word: '表格',
    formats: ['zip', 'ole', 'text', 'markup', 'pdf', 'png', 'jpeg', 'gif', 'webp', 'other'],
    maxBytes: 10 * MEGABYTE,
    isEvidence: false,
  },
  video: { word: '视频', formats: ['mp4'], maxBytes: 50 * MEGABYTE, maxSeconds: 60, isEvidence: true },
  voice: {
    word: '语音',
    formats: ['m4a', 'mp4', 'mp3', 'silk', 'wav'],
    maxBytes: 2 * MEGABYTE,
    maxSeconds: 60,
    isEvidence: true,
  },
} as const satisfies Record<string, FileKind>

export type KindName = keyof typeof FILE_KINDS

const kinds = z.registry<{ kind: KindName }>()

/**
 * A file that the caller has uploaded. `createFunction` looks at every one of an input before the action runs, so an
 * action gets only files that are there, are the caller's own and are what they are said to be.
 * Bounded in every part: ids are stored by the dozen, and a document may not grow beyond its limit.
 */
export const FileId = (kind: KindName) =>
  z
    .string()
    .regex(/^cloud:\/\/[\w.-]{1,120}\/[\w./-]{1,200}$/)
    .describe(FILE_KINDS[kind].word)
    .register(kinds, { kind })

export const Photo = FileId('photo')
export const Signature = FileId('signature')
export const Table = FileId('table')
export const Video = FileId('video')
export const Voice = FileId('voice')

/** The kind of a schema made by `FileId`, also of one described anew. */
export const kindOf = (schema: z.ZodType): KindName | undefined => kinds.get(schema)?.kind
