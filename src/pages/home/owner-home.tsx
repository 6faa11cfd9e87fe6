import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Plate } from '@/components/plate'
import { Section } from '@/components/section'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { Tiles } from '@/components/tiles'
import { aria } from '@/lib/aria'
import { area, greeting, listTime, monthDay, weekday } from '@/lib/format'
import { RELATION_NAMES, unitOf } from '@/lib/home-words'
import { open } from '@/lib/navigation'
import { tagOf } from '@/lib/order-words'
import { dial } from '@/lib/phone-call'
import type { RepairRow } from '@/lib/repair-words'
import { OrderCard, OrdersFailed } from './order-card'
import { goingOn, lineNow, recent, type HomeProps } from './orders'

/** Design 01 with what there is so far: the house, what is going on, the ways in. */
export function OwnerHome({ home, community, orders, now, onSwitch }: HomeProps) {
  const { desk } = community
  const line = lineNow(community)
  const rows = orders.data?.rows ?? []
  const [first, ...others] = goingOn(rows)
  const hasMore = Boolean(orders.data?.next)
  const butler = desk.isOpen ? `管家${desk.name}在岗` : `管家 ${desk.from}–${desk.to} 在岗`
  return (
    <>
      <View
        className="t1 mt-2 home__hello"
        {...aria({ role: 'heading', level: 1 })}
      >{`${greeting(now)}，${home.name}`}</View>
      <View className="cap mt-1 home__today">{`${monthDay(now)} ${weekday(now)} · ${butler}`}</View>
      <Plate
        isTall
        unit={unitOf(home.room)}
        number={home.room.number}
        who={`${RELATION_NAMES[home.relation]} · ${area(home.areaCentiSqm)}`}
        onSwitch={onSwitch}
      />
      {orders.isLoading && <Skeleton count={1} />}
      {orders.error && !orders.data && <OrdersFailed onRetry={orders.refresh} />}
      {first && <OrderCard row={first} others={others.length} hasMore={hasMore} now={now} />}
      <View className="mt-card">
        <Tiles
          tiles={[
            { text: '报修', icon: 'wrench', onTap: () => open('/packages/repair/form/index') },
            {
              text: '我的工单',
              icon: 'clipboard-list',
              onTap: () => open('/packages/repair/list/index'),
            },
            {
              text: line.isDesk ? '打电话给管家' : '24 小时热线',
              icon: 'phone',
              onTap: () => dial(line.phone),
            },
          ]}
        />
      </View>
      <Recent rows={recent(rows)} now={now} />
    </>
  )
}

function Recent({ rows, now }: { rows: RepairRow[]; now: number }) {
  if (rows.length === 0) return null
  return (
    <Section title="最近的工单" more={{ text: '全部', onTap: () => open('/packages/repair/list/index') }}>
      <Card kind="list">
        {rows.map((row, index) => {
          const tag = tagOf(row)
          return (
            <Cell
              key={row.id}
              isFirst={index === 0}
              isStrong
              className="home__recent"
              title={<View className="clip">{row.title}</View>}
              note={
                <View className="row g-2 home__recent-note">
                  <Tag tone={row.status === 'confirmed' ? 'warn' : tag.tone}>{tag.text}</Tag>
                  <View className="clip">{resultOf(row, now)}</View>
                </View>
              }
              onTap={() => open('/packages/repair/detail/index', { id: row.id })}
            />
          )
        })}
      </Card>
    </Section>
  )
}

const resultOf = ({ finishedAt, createdAt, technician }: RepairRow, now: number): string =>
  finishedAt ? `${technician} ${listTime(finishedAt, now)} 修好` : `${listTime(createdAt, now)} 报修`
