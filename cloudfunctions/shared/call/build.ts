import * as z from 'zod'
import { addDays, dateOf } from '../time/calendar'
import { AppError } from './errors'

/** The day a client was built on (Beijing), as it says with every call. It gives no right, so nothing checks it. */
export const Build = z.iso.date().optional().catch(undefined)

/**
 * The oldest client that fits: the day of the release that older ones do not fit any more. A release that takes
 * something away sets it to its own day; null as long as every client fits.
 */
export const OLDEST_BUILD: string | null = null

/** How long people may go on with a client that was fine yesterday. */
const GRACE_DAYS = 14

/** A client that says nothing is older than all that do. Pure. */
export function isTooOld(build: string | undefined, oldest: string | null, now: Date): boolean {
  if (oldest === null || (build !== undefined && build >= oldest)) return false
  return dateOf(now) >= addDays(oldest, GRACE_DAYS)
}

/** @throws UPDATE_REQUIRED for a client that does not fit any more */
export function checkBuild(build: string | undefined, now: Date): void {
  if (isTooOld(build, OLDEST_BUILD, now))
    throw new AppError('UPDATE_REQUIRED', '微信小程序有新版本，请关闭后重新打开，已填的内容还在')
}
