import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card, CardHead } from '@/components/card'
import { MiniSteps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { open } from '@/lib/navigation'
import { lineOf, MINI_AT, spokenLineOf, tagOf, todoOf } from '@/entries/repair/order-words'
import type { RepairRow } from '@/entries/repair/words'
import { useTheme } from '@/lib/settings'

interface OrderRowProps {
  row: RepairRow
  isFirst: boolean
  now: number
}

/** One order of the list: how far it is, and what only the resident can do. */
export function OrderRow({ row, isFirst, now }: OrderRowProps) {
  const isElder = useTheme() === 'elder'
  const tag = tagOf(row)
  const todo = todoOf(row)
  const isOver = row.status === 'cancelled'
  const openOrder = (act?: string) => open('/packages/repair/detail/index', { id: row.id, act })
  return (
    <Card
      isNext={!isFirst}
      className={`order ${isElder ? 'ecard' : ''} ${isOver ? 'order--over' : ''}`}
      onTap={() => openOrder()}
    >
      <CardHead title={row.title}>
        <Tag tone={tag.tone}>{tag.text}</Tag>
      </CardHead>
      <View className="sub mt-1">{isElder ? spokenLineOf(row, now) : lineOf(row, now)}</View>
      {!isOver && (
        <View className="mt-3">
          <MiniSteps current={MINI_AT[row.status]} isWaiting={row.status === 'finished'} />
        </View>
      )}
      <View className="row row--between row--wrap g-3 mt-3">
        <View className="cap grow">{numberOf(row)}</View>
        {todo && (
          <Button
            size="sm"
            kind={todo.isUrgent ? 'primary' : 'soft'}
            className="order__todo"
            onTap={() => openOrder(todo.act)}
          >
            {todo.text}
          </Button>
        )}
      </View>
    </Card>
  )
}

const numberOf = ({ place, number, round }: RepairRow): string =>
  [place.kind === 'public' && '公共区域', number, round > 1 && `第 ${round} 次维修`]
    .filter(Boolean)
    .join('，')
