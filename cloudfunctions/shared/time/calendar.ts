export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/**
 * Shifted so that its UTC parts are the parts of Beijing's clock: China has had one time zone and no summer time since
 * 1991, so a fixed offset is exact and needs no library.
 */
const beijing = (instant: Date): Date => new Date(instant.getTime() + 8 * HOUR_MS)

/** Calendar day in Beijing, `YYYY-MM-DD`. */
export const dateOf = (instant: Date): string => beijing(instant).toISOString().slice(0, 10)

/** Time of day in Beijing, `HH:mm`. */
export const timeOf = (instant: Date): string => beijing(instant).toISOString().slice(11, 16)

/** Weekday in Beijing, 0 = Sunday. */
export const weekdayOf = (instant: Date): number => beijing(instant).getUTCDay()

/** The instant at which a Beijing wall clock shows `date` (YYYY-MM-DD) and `time` (HH:mm). */
export const instantAt = (date: string, time = '00:00'): Date => new Date(`${date}T${time}:00+08:00`)

/** `days` may be negative. */
export const addDays = (date: string, days: number): string =>
  dateOf(new Date(instantAt(date).getTime() + days * DAY_MS))

export const startOfDay = (instant: Date): Date => instantAt(dateOf(instant))

export const later = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms)

/** 今天 14:30 / 明天 09:00 / 9 月 23 日 10:00, as people read it at `now`. */
export function speakTime(instant: Date, now: Date): string {
  const time = timeOf(instant)
  if (dateOf(instant) === dateOf(now)) return `今天 ${time}`
  if (dateOf(instant) === addDays(dateOf(now), 1)) return `明天 ${time}`
  const day = beijing(instant)
  return `${day.getUTCMonth() + 1} 月 ${day.getUTCDate()} 日 ${time}`
}
