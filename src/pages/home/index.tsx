import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { Page } from '@/components/page'
import { read } from '@/lib/call'
import { useSession, type Me } from '@/lib/session'
import { useTheme } from '@/lib/settings'
import { useNow } from '@/lib/use-now'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { Doorstep } from './doorstep'
import { ElderHome } from './elder-home'
import { HouseSheet } from './house-sheet'
import type { Orders } from './orders'
import { OwnerHome } from './owner-home'
import './index.scss'

export default function HomePage() {
  const { me, error, isLoading, refresh, home, community } = useSession()
  useShownAgain(refresh)
  const roomId = home?.room.roomId
  const orders = useQuery(roomId ? `home:${roomId}` : null, () => read('repair', 'listMine', { roomId }))
  usePullRefresh(() => Promise.all([refresh(), orders.refresh()]))
  return (
    <Page
      title={community?.name ?? me?.homes[0]?.communityName ?? '首页'}
      tab="home"
      nav="brand"
      load={{ data: me, error, isLoading, refresh }}
    >
      {me && <House me={me} orders={orders} />}
    </Page>
  )
}

/** Unread messages and a decided registration show on coming back; the first showing has just asked. */
function useShownAgain(refresh: () => Promise<void>): void {
  const hasShown = useRef(false)
  useDidShow(() => {
    if (hasShown.current) void refresh()
    hasShown.current = true
  })
}

function House({ me, orders }: { me: Me; orders: Orders }) {
  const { home, community } = useSession()
  const [isSwitching, setIsSwitching] = useState(false)
  const isElder = useTheme() === 'elder'
  const now = useNow(me.now)
  if (!home || !community) return <Doorstep me={me} now={now} />
  const Body = isElder ? ElderHome : OwnerHome
  return (
    <>
      <Body {...{ home, community, orders, now }} onSwitch={() => setIsSwitching(true)} />
      <HouseSheet isOpen={isSwitching} onClose={() => setIsSwitching(false)} />
    </>
  )
}
