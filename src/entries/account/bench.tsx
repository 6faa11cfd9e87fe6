import type { Tile } from '@/components/tiles'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useQuery } from '@/lib/use-query'
import type { Desk } from '../desk'
import type { BenchEntry } from '../types'

/** Registrations that wait; nothing at the desk of a technician. */
export function useAccountBench({ post, community, hasRole }: Desk): BenchEntry {
  const communityId = post === 'technician' ? undefined : community?.id
  const canReview = communityId !== undefined && hasRole('desk', 'manager')
  const waiting = useQuery(canReview ? `waiting:${communityId}` : null, () =>
    read('account', 'listReviews', { communityId: communityId! }),
  )
  const reviews: Tile = {
    text: '登记审核',
    icon: 'user-round-check',
    count: waiting.data?.rows.length,
    onTap: () => open('/packages/account/reviews/index', { communityId }),
  }
  return {
    domain: 'account',
    refresh: waiting.refresh,
    isLoading: false,
    tiles: canReview ? [reviews] : [],
  }
}
