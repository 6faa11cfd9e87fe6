import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Section } from '@/components/section'
import { Tag } from '@/components/tag'
import { listTime } from '@/lib/format'
import { open } from '@/lib/navigation'
import { tagOf } from './order-words'
import type { RepairRow } from './words'

interface RecentProps {
  rows: RepairRow[]
  now: number
  onAll: () => void
}

/** The last orders of the house that are over. */
export function Recent({ rows, now, onAll }: RecentProps) {
  if (rows.length === 0) return null
  return (
    <Section title="最近的工单" more={{ text: '全部', onTap: onAll }}>
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
