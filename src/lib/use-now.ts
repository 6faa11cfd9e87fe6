import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/**
 * The server's time, going on by the minute: what is left of a limit must not depend on the clock of the phone.
 * @param serverNow `now` of the last answer
 */
export function useNow(serverNow: string | undefined): number {
  const [ticked, setTicked] = useState({ serverNow, now: 0 })

  useEffect(() => {
    if (!serverNow) return
    const ahead = Date.parse(serverNow) - Date.now()
    const timer = setInterval(() => setTicked({ serverNow, now: Date.now() + ahead }), MINUTE_MS)
    return () => clearInterval(timer)
  }, [serverNow])

  if (!serverNow) return Date.now()
  return ticked.serverNow === serverNow && ticked.now ? ticked.now : Date.parse(serverNow)
}
