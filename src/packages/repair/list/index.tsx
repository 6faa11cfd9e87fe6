import { View } from '@tarojs/components'
import { useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { ChipGroup } from '@/components/chip'
import { ErrorState } from '@/components/error-state'
import { MoreRow } from '@/components/more-row'
import { Page } from '@/components/page'
import { SearchBar } from '@/components/search-bar'
import { Skeleton } from '@/components/skeleton'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useLater } from '@/lib/use-later'
import { useNow } from '@/lib/use-now'
import { usePaged } from '@/lib/use-paged'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { NoOrders } from './no-orders'
import { OrderRow } from './order-row'
import { RoomFilter } from './room-filter'
import type { OwnerTab } from '../../../../cloudfunctions/repair/limits'
import { TABS } from './tabs'
import './index.scss'

/** Enough rows that their end is worth a word. */
const LONG_LIST = 6

export default function OrdersPage() {
  const session = useSession()
  const { me, home, error, isLoading, refresh } = session
  const [tab, setTab] = useState<OwnerTab>('all')
  const [typed, setTyped] = useState('')
  // null is all houses; until something is chosen the house of the plate
  const [chosenRoom, setChosenRoom] = useState<string | null>()
  const search = useLater(typed.trim())
  const roomId = chosenRoom === undefined ? home?.room.roomId : (chosenRoom ?? undefined)
  // a search looks at every tab
  const input = { tab: search ? 'all' : tab, roomId, search } as const
  const list = useQuery(me && home ? `mine:${JSON.stringify(input)}` : null, () =>
    read('repair', 'listMine', input),
  )
  const paged = usePaged(list.data, cursor => read('repair', 'listMine', { ...input, cursor }))
  usePullRefresh(list.refresh)
  const now = useNow(me?.now)
  const foot = home && (
    <BottomBar>
      <Button
        kind="soft"
        size="lg"
        icon="plus"
        isGrow
        className="orders__new"
        onTap={() => open('/packages/repair/form/index')}
      >
        报修
      </Button>
    </BottomBar>
  )
  const isEmpty = Boolean(list.data) && paged.rows.length === 0
  return (
    <Page
      title="我的工单"
      load={{ data: me, error, isLoading, refresh }}
      foot={isEmpty && !search ? undefined : foot}
    >
      {home && (
        <>
          <View className="row g-2">
            <SearchBar value={typed} onChange={setTyped} placeholder="搜问题、姓名" />
            <RoomFilter roomId={roomId} onChange={setChosenRoom} />
          </View>
          {!search && (
            <View className="mt-3">
              <ChipGroup label="进度" layout="scroll" isRound options={TABS} value={tab} onChange={setTab} />
            </View>
          )}
        </>
      )}
      <View className={`orders ${home ? 'mt-4' : ''}`}>
        {list.error && !list.data && <ErrorState error={list.error} onRetry={list.refresh} />}
        {list.isLoading && <Skeleton count={3} />}
        {paged.rows.map((row, index) => (
          <OrderRow key={row.id} row={row} isFirst={index === 0} now={now} />
        ))}
        {(isEmpty || (me && !home)) && (
          <NoOrders tab={tab} search={search} onTab={setTab} onClear={() => setTyped('')} />
        )}
        <MoreRow paged={paged} />
        {!paged.hasMore && paged.rows.length >= LONG_LIST && (
          <View className="cap center orders__end">没有更早的工单了</View>
        )}
      </View>
    </Page>
  )
}
