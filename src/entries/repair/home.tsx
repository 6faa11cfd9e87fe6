import type { ReactNode } from 'react'
import { Skeleton } from '@/components/skeleton'
import type { OutputOf } from '@/lib/api'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useQuery, type Query } from '@/lib/use-query'
import type { HomeEntry, HomePlace } from '../types'
import { NowCard } from './now-card'
import { OrderCard, OrdersFailed } from './order-card'
import { goingOn, recent } from './orders'
import { Recent } from './recent'
import './home.scss'

type Orders = Query<OutputOf<'repair', 'listMine'>>

const toForm = () => open('/packages/repair/form/index')
const toList = () => open('/packages/repair/list/index')

/** The orders of the house: the one that is going on, the ways in, and the last ones. */
export function useRepairHome({ home, now, isElder }: HomePlace): HomeEntry {
  const roomId = home?.room.roomId
  const orders = useQuery(roomId ? `home:${roomId}` : null, () => read('repair', 'listMine', { roomId }))
  const rows = orders.data?.rows ?? []
  const count = goingOn(rows).length
  const listName = isElder && count > 1 ? `正在修 ${count} 件` : '我的工单'
  return {
    domain: 'repair',
    refresh: orders.refresh,
    news: newsOf(orders, now, isElder),
    tiles: [
      { text: '报修', icon: 'wrench', onTap: toForm },
      { text: listName, icon: 'clipboard-list', onTap: toList },
    ],
    past: !isElder && <Recent rows={recent(rows)} now={now} onAll={toList} />,
  }
}

function newsOf(orders: Orders, now: number, isElder: boolean): ReactNode {
  if (orders.isLoading) return <Skeleton count={1} />
  if (orders.error && !orders.data) return <OrdersFailed onRetry={orders.refresh} />
  const [first, ...others] = goingOn(orders.data?.rows ?? [])
  if (!first) return null
  if (isElder) return <NowCard row={first} now={now} />
  return <OrderCard row={first} others={others.length} hasMore={Boolean(orders.data?.next)} now={now} />
}
