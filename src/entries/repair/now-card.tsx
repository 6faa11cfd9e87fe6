import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { open } from '@/lib/navigation'
import { spokenLineOf, todoOf } from './order-words'
import type { RepairRow } from './words'

/** The order that is going on, in large type. */
export function NowCard({ row, now }: { row: RepairRow; now: number }) {
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
