import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import { Icon } from '@/components/icon'
import { Tap } from '@/components/tap'
import { listTime } from '@/lib/format'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { open } from '@/lib/navigation'
import { dueOf, summaryTone, type ReviewRow } from '../components/review-words'

interface ReviewCellProps {
  row: ReviewRow
  now: number
  isFirst: boolean
}

/** Who wants which room, what does not match, and how long there is to answer. */
export function ReviewCell({ row, now, isFirst }: ReviewCellProps) {
  const tone = summaryTone(row)
  return (
    <Tap
      className={`cell review-cell ${isFirst ? 'cell--first' : ''}`}
      onTap={() => open('/packages/account/review/index', { id: row.id })}
    >
      <Avatar name={row.name} />
      <View className="cell__main">
        <View className="row g-2">
          <View className="t3 clip">{row.name}</View>
          <View className="sub fix">{RELATION_NAMES[row.relation]}</View>
        </View>
        <View className="cap review-cell__room">{row.roomLabel}</View>
        <View className={`row row--top g-1 cap c-${tone} mt-1`}>
          <Icon
            name={tone === 'ok' ? 'circle-check' : 'circle-alert'}
            size="xs"
            className="review-cell__icon"
          />
          <View>{row.summary}</View>
        </View>
      </View>
      {row.status === 'pending' ? <Left row={row} now={now} /> : <Sent row={row} now={now} />}
    </Tap>
  )
}

function Left({ row, now }: Omit<ReviewCellProps, 'isFirst'>) {
  const due = dueOf(row, now)
  return (
    <View className={`cap fix tx-end ${due.isUrgent ? 'c-danger' : ''}`}>
      <View>{due.name}</View>
      <View className="strong">{due.text}</View>
    </View>
  )
}

const Sent = ({ row, now }: Omit<ReviewCellProps, 'isFirst'>) => (
  <View className="cap fix">{`${listTime(row.submittedAt, now)} 提交`}</View>
)
