// The one place that knows wx-server-sdk (an ESLint border keeps it so).
import sdk from 'wx-server-sdk'
import { slices } from './jobs/parallel'
import { ADDRESS_SECONDS } from './limits'
import type { Sdk } from './sdk'

const cloud = sdk as unknown as Sdk

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

/** A missing document answers `data: null` instead of an exception (platform facts 0.7). */
export const db = cloud.database({ throwOnNotFound: false })
export const command = db.command

/** How the platform says this call came in. Never read from the event: anybody can write an event. */
export type Source = { kind: 'client'; openid: string } | { kind: 'timer' } | { kind: 'unknown' }

/**
 * Fails closed: a timer call must come without an OPENID, a client call must carry one, and a chain of
 * functions is neither. Valid inside an invocation only, because a warm instance serves many callers.
 * The SDK makes a number of an openid that is all digits and loses its zeros in front and its digits after the 16th
 * (platform facts 0.5), so that two people could become one: whoever arrives as a number is nobody.
 */
export function callSource(): Source {
  const { OPENID, SOURCE } = cloud.getWXContext()
  const chain = String(process.env.TCB_SOURCE ?? SOURCE ?? '').split(',')
  const isNobody = (OPENID ?? '') === ''
  if (isNobody && (process.env.TRIGGER_SRC === 'timer' || chain[0] === 'wx_trigger')) return { kind: 'timer' }
  const isClient = chain.length === 1 && (chain[0] === 'wx_client' || chain[0] === 'wx_devtools')
  if (isClient && typeof OPENID === 'string' && !isNobody) return { kind: 'client', openid: OPENID }
  return { kind: 'unknown' }
}

/** Every file of this environment is `cloud://<environment>.<bucket>/<path>`. Valid inside an invocation only. */
export const ownFilePrefix = (): string => `cloud://${String(cloud.getWXContext().ENV)}.`

/** WeChat refuses longer lists. */
const MAX_URLS = 50

async function urlsOf(fileIds: string[]): Promise<[string, string][]> {
  const asked = fileIds.map(fileID => ({ fileID, maxAge: ADDRESS_SECONDS }))
  const { fileList } = await cloud.getTempFileURL({ fileList: asked })
  return fileList.filter(file => file.tempFileURL).map(file => [file.fileID, file.tempFileURL])
}

/** @returns file id → address that opens for ten minutes; a file that is gone has no entry */
export async function temporaryUrls(fileIds: readonly string[]): Promise<Map<string, string>> {
  const parts = slices([...new Set(fileIds)], MAX_URLS)
  return new Map((await Promise.all(parts.map(urlsOf))).flat())
}

/** A file of the function's own, which no client can write; what lay there before is replaced. @returns its id */
export async function uploadFile(cloudPath: string, content: Uint8Array): Promise<string> {
  const { fileID } = await cloud.uploadFile({ cloudPath, fileContent: content })
  return fileID
}

export async function downloadFile(fileId: string): Promise<Uint8Array> {
  const { fileContent } = await cloud.downloadFile({ fileID: fileId })
  return fileContent
}

export async function deleteFiles(fileIds: readonly string[]): Promise<void> {
  if (fileIds.length) await cloud.deleteFile({ fileList: [...fileIds] })
}

/** `errCode` is WeChat's: 0 sent, 43101 refused or quota used up, 47003 a field breaks its type rule. */
export async function sendSubscribeMessage(message: {
  openid: string
  templateId: string
  page: string
  data: Record<string, { value: string }>
}): Promise<{ errCode: number; errMsg: string }> {
  const { openid, templateId, page, data } = message
  try {
    await cloud.openapi.subscribeMessage.send({ touser: openid, templateId, page, data, lang: 'zh_CN' })
    return { errCode: 0, errMsg: 'ok' }
  } catch (error) {
    const { errCode, errMsg } = error as { errCode?: number; errMsg?: string }
    return { errCode: errCode ?? -1, errMsg: errMsg ?? String(error) }
  }
}

/** @returns the number WeChat knows, or undefined when the code is used up or foreign */
export async function phoneNumberOf(code: string): Promise<string | undefined> {
  try {
    const reply = await cloud.openapi.phonenumber.getPhoneNumber({ code })
    return reply.phoneInfo.purePhoneNumber
  } catch {
    return undefined
  }
}

export interface CodeImage {
  contentType: string
  buffer: Uint8Array
}

/**
 * A mini program code of any number; the page gets the scene. The function's config.json must permit
 * `wxacode.getUnlimited`. `scene` is at most 32 characters of WeChat's alphabet and `page` has neither a leading slash
 * nor a query (platform facts). The page need not be published yet.
 */
export async function drawMiniCode({ scene, page }: { scene: string; page: string }): Promise<CodeImage> {
  const options = { scene, page, checkPath: false, envVersion: 'release' as const }
  const { contentType, buffer } = await cloud.openapi.wxacode.getUnlimited(options)
  return { contentType, buffer }
}

const textOf = (error: unknown): string => {
  const { code, errMsg, message } = (error ?? {}) as { code?: string; errMsg?: string; message?: string }
  return `${code ?? ''} ${errMsg ?? ''} ${message ?? ''}`
}

/** A unique key was taken; `index` (optional) asks whether it was that one. */
export function isDuplicate(error: unknown, index?: string): boolean {
  const text = textOf(error)
  if (!/E11000 duplicate key|DATABASE_DUPLICATE_WRITE/.test(text)) return false
  return index === undefined || text.includes(`index: ${index} `) || text.includes(`index: ${index}dup`)
}

/** The database asks for the transaction to be run again (platform facts 0.1 and 2.5). */
export const isRetryable = (error: unknown): boolean =>
  /TransactionConflict|TransactionBusy|DATABASE_TRANSACTION_(CONFLICT|FAIL)/.test(textOf(error))
