import { useEffect, useState } from 'react'

/** The value once it has rested: a search is not sent with every letter. */
export function useLater<T>(value: T, ms = 350): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}
