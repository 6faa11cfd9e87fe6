import { View } from '@tarojs/components'
import { BigTiles, CallCard } from '@/components/big'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Link } from '@/components/link'
import { Skeleton } from '@/components/skeleton'
import { Tap } from '@/components/tap'
import { aria } from '@/lib/aria'
import { greeting } from '@/lib/format'
import { open } from '@/lib/navigation'
import { spokenLineOf, todoOf } from '@/lib/order-words'
import { dial } from '@/lib/phone-call'
import type { RepairRow } from '@/lib/repair-words'
import { useSession } from '@/lib/session'
import { changeSettings } from '@/lib/settings'
import { OrdersFailed } from './order-card'
import { goingOn, lineNow, type HomeProps } from './orders'

/** Design 10: what is being repaired, the phone, and two large buttons. */
export function ElderHome({ home, community, orders, now, onSwitch }: HomeProps) {
  const { me } = useSession()
  const line = lineNow(community)
  const [first, ...others] = goingOn(orders.data?.rows ?? [])
  const hasSeveral = (me?.homes.filter(({ status }) => status === 'approved').length ?? 0) > 1
  return (
    <>
      <ElderExit />
      <View className="t1" {...aria({ role: 'heading', level: 1 })}>{`${home.name}，${greeting(now)}`}</View>
      <View className="row row--wrap g-3 mt-1">
        <View className="cap">{home.room.label}</View>
        {hasSeveral && <Link onTap={onSwitch}>换一套房</Link>}
      </View>
      {orders.isLoading && <Skeleton count={1} />}
      {orders.error && !orders.data && <OrdersFailed onRetry={orders.refresh} />}
      {first && <NowCard row={first} now={now} />}
      <View className="mt-card">
        <CallCard
          title={line.isDesk ? '打电话给管家' : '打 24 小时热线'}
          note={line.isDesk ? `${community.desk.name}，正在上班` : '管家下班了，夜里也有人接'}
          onTap={() => dial(line.phone)}
        />
      </View>
      <View className="home__bigs">
        <BigTiles
          tiles={[
            { text: '报修', icon: 'wrench', onTap: () => open('/packages/repair/form/index') },
            {
              text: others.length > 0 ? `正在修 ${others.length + 1} 件` : '我的工单',
              icon: 'clipboard-list',
              onTap: () => open('/packages/repair/list/index'),
            },
          ]}
        />
      </View>
    </>
  )
}

function NowCard({ row, now }: { row: RepairRow; now: number }) {
  const todo = todoOf(row)
  const openOrder = (act?: string) => open('/packages/repair/detail/index', { id: row.id, act })
  return (
    <Card className="ecard mt-4 home__order" onTap={() => openOrder()}>
      <View className="cap">{row.status === 'finished' ? '修好了' : '正在修'}</View>
      <View className="t2 mt-1 home__order-title">{row.title}</View>
      <View className="tx mt-2">{spokenLineOf(row, now)}</View>
      {todo && (
        <Button size="lg" isBlock className="mt-4 home__todo" onTap={() => openOrder(todo.act)}>
          {todo.act === 'confirm' ? '去看一看' : todo.text}
        </Button>
      )}
    </Card>
  )
}

/** Large type can be left at any time, from the top. */
export const ElderExit = () => (
  <Tap className="elder-exit" hover="" onTap={() => changeSettings({ isElder: false })}>
    <Icon name="refresh-cw" size="s" />
    切换标准版
  </Tap>
)
