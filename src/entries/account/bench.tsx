import type { Tile } from '@/components/tiles'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useQuery } from '@/lib/use-query'
import type { Desk } from '../desk'
import type { BenchEntry } from '../types'

/** Registrations that wait and the roster; nothing at the desk of a technician. */
export function useAccountBench({ post, community, hasRole }: Desk): BenchEntry {
  const communityId = post === 'technician' ? undefined : community?.id
  const canReview = communityId !== undefined && hasRole('desk', 'manager')
  const canImport = communityId !== undefined && hasRole('desk', 'manager', 'admin')
  const waiting = useQuery(canReview ? `waiting:${communityId}` : null, () =>
    read('account', 'listReviews', { communityId: communityId! }),
  )
  const tiles: Tile[] = []
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
  return { domain: 'account', refresh: waiting.refresh, isLoading: false, tiles }
}
