import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ErrorState } from '@/components/error-state'
import { MoreRow } from '@/components/more-row'
import { Skeleton } from '@/components/skeleton'
import { Tag, type Tone } from '@/components/tag'
import { read } from '@/lib/call'
import { usePaged } from '@/lib/use-paged'
import { useQuery } from '@/lib/use-query'
import type { Group, RosterLine } from './words'

const TONES: Record<Group, Tone | undefined> = {
  added: 'ok',
  changed: 'warn',
  refused: 'danger',
  warned: 'warn',
  unchanged: undefined,
}

const NOTHING: Record<Group, string> = {
  added: '没有新增的房屋',
  changed: '没有变更的房屋',
  refused: '没有不能导入的行',
  warned: '没有要留意的行',
  unchanged: '没有不变的行',
}

/** Rows of one group of the preview, by their place in the file. */
export function Lines({ id, group }: { id: string; group: Group }) {
  const list = useQuery(`roster-rows:${id}:${group}`, () => read('roster', 'rows', { id, group }))
  const paged = usePaged(list.data, cursor => read('roster', 'rows', { id, group, cursor }))
  if (list.isLoading) return <Skeleton count={2} />
  if (list.error && !list.data) {
    return (
      <View className="mt-card">
        <ErrorState error={list.error} onRetry={list.refresh} />
      </View>
    )
  }
  return (
    <>
      <Card kind="list" isNext>
        {paged.rows.length === 0 && <View className="sub roster-none">{NOTHING[group]}</View>}
        {paged.rows.map((line, index) => (
          <Line key={`${line.row}.${index}`} line={line} group={group} isFirst={index === 0} />
        ))}
      </Card>
      <MoreRow paged={paged} />
    </>
  )
}

interface LineProps {
  line: RosterLine
  group: Group
  isFirst: boolean
}

const Line = ({ line, group, isFirst }: LineProps) => (
  <View className={`cell roster-line ${isFirst ? 'cell--first' : ''}`}>
    <View className="idx">{line.row}</View>
    <View className="cell__main">
      <View className="row row--wrap g-2">
        <View className="t3">{line.room || '没有房号'}</View>
        <View className="sub">{line.owner}</View>
      </View>
      {line.text && (
        <View className={`cap roster-line__text ${group === 'refused' ? 'c-danger' : ''}`}>{line.text}</View>
      )}
    </View>
    {line.tag && <Tag tone={TONES[group]}>{line.tag}</Tag>}
  </View>
)
