import { Section } from '@/components/section'
import { Tiles, type Tile } from '@/components/tiles'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useQuery } from '@/lib/use-query'

interface ShortcutsProps {
  communityId: string
  /** for who dispatches: leads to the orders that wait */
  onQueue?: () => void
  queued?: number
}

/** 常用: what this person may open; nothing for a technician. */
export function Shortcuts({ communityId, onQueue, queued }: ShortcutsProps) {
  const { hasRole } = useSession()
  const canReview = hasRole('desk', 'manager')
  const canImport = hasRole('desk', 'manager', 'admin')
  const waiting = useQuery(canReview ? `waiting:${communityId}` : null, () =>
    read('account', 'listReviews', { communityId }),
  )
  const tiles: Tile[] = []
  if (onQueue) tiles.push({ text: '派单', icon: 'send', count: queued, onTap: onQueue })
  if (canReview) {
    tiles.push({
      text: '登记审核',
      icon: 'user-round-check',
      count: waiting.data?.rows.length,
      onTap: () => open('/packages/account/reviews/index', { communityId }),
    })
  }
  if (canImport) {
    tiles.push({
      text: '名册导入',
      icon: 'file-spreadsheet',
      onTap: () => open('/packages/roster/import/index', { communityId }),
    })
  }
  if (tiles.length === 0) return null
  return (
    <Section title="常用">
      <Tiles tiles={tiles} />
    </Section>
  )
}
