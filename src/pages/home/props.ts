import type { HomeEntry } from '@/entries/types'
import type { Community, Home } from '@/lib/session'

/** What either form of the home page shows. */
export interface HomeProps {
  home: Home
  community: Community
  entries: HomeEntry[]
  now: number
  onSwitch: () => void
}
