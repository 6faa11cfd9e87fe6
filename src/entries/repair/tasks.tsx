import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { ErrorState } from '@/components/error-state'
import { MoreRow } from '@/components/more-row'
import { SearchBar } from '@/components/search-bar'
import { Section } from '@/components/section'
import { Skeleton } from '@/components/skeleton'
import { JobRow } from '@/components/sla-row'
import { Tabs } from '@/components/tabs'
import { Tag } from '@/components/tag'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import type { RepairRow, Workbench } from './words'
import { useLater } from '@/lib/use-later'
import { usePaged } from '@/lib/use-paged'
import { useQuery } from '@/lib/use-query'
import type { StaffTab } from '../../../cloudfunctions/repair/limits'
import type { Post } from '../desk'
import { rowNote, rowTag, rowTime, TABS } from './bench-words'

interface TasksProps {
  bench: Workbench
  post: Post
  communityId: string
  tab: StaffTab
  onTab: (tab: StaffTab) => void
  onRefresh: () => unknown
  now: number
}

/** 我的任务: the first page came with the workbench; other tabs and searches are asked for. */
export function Tasks({ bench, post, communityId, tab, onTab, onRefresh, now }: TasksProps) {
  const [typed, setTyped] = useState('')
  const search = useLater(typed.trim())
  const isGiven = tab === bench.tab && search === ''
  const input = { communityId, as: post, tab, search }
  const list = useQuery(isGiven ? null : `tasks:${JSON.stringify(input)}`, () =>
    read('repair', 'listTasks', input),
  )
  const first = isGiven ? bench.tasks : list.data
  const paged = usePaged(first, cursor => read('repair', 'listTasks', { ...input, cursor }))
  return (
    <View id="tasks">
      <Section title="我的任务">
        <Tabs
          value={tab}
          onChange={onTab}
          tabs={TABS[post].map(({ value, text, counted }) => ({
            value,
            text,
            count: counted === undefined ? undefined : (bench.counts[counted] ?? 0),
          }))}
        />
        <View className="row mt-3">
          <SearchBar value={typed} onChange={setTyped} placeholder="搜单号、问题、姓名、房号、尾号" />
        </View>
        <View className="mt-3">
          {list.error && !first && <ErrorState error={list.error} onRetry={list.refresh} />}
          {list.isLoading && !first && <Skeleton count={2} />}
          {first && <Rows rows={paged.rows} post={post} now={now} />}
          {first && paged.rows.length === 0 && (
            <NoRows
              text={emptyText(post, tab)}
              search={search}
              onClear={() => setTyped('')}
              onRefresh={isGiven ? onRefresh : list.refresh}
            />
          )}
          <MoreRow paged={paged} />
        </View>
      </Section>
    </View>
  )
}

const emptyText = (post: Post, tab: StaffTab): string =>
  TABS[post].find(({ value }) => value === tab)?.empty ?? '没有工单'

function Rows({ rows, post, now }: { rows: RepairRow[]; post: Post; now: number }) {
  if (rows.length === 0) return null
  return (
    <Card kind="list">
      {rows.map((row, index) => {
        const tag = rowTag(row, post)
        return (
          <JobRow
            key={row.id}
            isFirst={index === 0}
            title={row.title}
            status={<Tag tone={tag.tone}>{tag.text}</Tag>}
            note={rowNote(row, post)}
            time={rowTime(row, now)}
            onTap={() => open('/packages/repair/job/index', { id: row.id })}
          />
        )
      })}
    </Card>
  )
}

interface NoRowsProps {
  text: string
  search: string
  onClear: () => void
  onRefresh: () => unknown
}

const NoRows = ({ text, search, onClear, onRefresh }: NoRowsProps) => (
  <Card>
    {search ? (
      <Empty title="没搜到工单" note={`单号、问题、姓名、房号、手机尾号都对不上“${search}”`}>
        <Button kind="soft" onTap={onClear}>
          清空搜索
        </Button>
      </Empty>
    ) : (
      <Empty title={text}>
        <Button kind="soft" icon="refresh-cw" onTap={onRefresh}>
          再看一次
        </Button>
      </Empty>
    )}
  </Card>
)
