import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card, CardHead } from '@/components/card'
import { Link } from '@/components/link'
import { Note } from '@/components/note'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { open } from '@/lib/navigation'
import { lineOf, STEP_AT, stepNames, tagOf, todoOf } from './order-words'
import type { RepairRow } from './words'

interface OrderCardProps {
  row: RepairRow
  /** more orders that are going on */
  others: number
  /** there are still more than have been read */
  hasMore: boolean
  now: number
}

/** The order that is going on, and what the resident can do for it. */
export function OrderCard({ row, others, hasMore, now }: OrderCardProps) {
  const tag = tagOf(row)
  const todo = todoOf(row)
  const openOrder = (act?: string) => open('/packages/repair/detail/index', { id: row.id, act })
  return (
    <Card isNext className="home__order" onTap={() => openOrder()}>
      <CardHead title={row.title}>
        <Tag tone={tag.tone}>{tag.text}</Tag>
      </CardHead>
      <View className="sub mt-1">{lineOf(row, now)}</View>
      <View className="mt-3">
        <Steps names={stepNames(row.status)} current={STEP_AT[row.status]} />
      </View>
      {(todo || others > 0) && (
        <View className={`row row--between g-3 ${todo ? 'mt-3' : 'home__others'}`}>
          {others > 0 ? (
            <Link isRow onTap={() => open('/packages/repair/list/index')}>
              {`还有 ${others} 单${hasMore ? '以上' : ''}在处理`}
            </Link>
          ) : (
            <View />
          )}
          {todo && (
            <Button size="sm" className="home__todo" onTap={() => openOrder(todo.act)}>
              {todo.text}
            </Button>
          )}
        </View>
      )}
    </Card>
  )
}

/** The rest of the page works without it. */
export const OrdersFailed = ({ onRetry }: { onRetry: () => unknown }) => (
  <Note className="mt-card" icon="circle-alert">
    <View className="row row--between g-2">
      报修进度没取到
      <Link label="再取一次报修进度" onTap={() => void onRetry()}>
        点此重试
      </Link>
    </View>
  </Note>
)
