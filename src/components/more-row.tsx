import type { Paged } from '@/lib/use-paged'
import { Button } from './button'

/** Below a list: more rows come by scrolling; the button is for whoever does not scroll, and after a lost network. */
export function MoreRow<Row>({ paged }: { paged: Paged<Row> }) {
  const { hasMore, isLoading, error, loadMore } = paged
  if (!hasMore) return null
  return (
    <Button
      kind="text"
      isBlock
      className="more-row"
      isLoading={isLoading}
      loadingText="正在取"
      onTap={loadMore}
    >
      {error ? '没取到，点这里再取一次' : '看更多'}
    </Button>
  )
}
