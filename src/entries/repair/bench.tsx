import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Nums } from '@/components/nums'
import { toast } from '@/components/toast'
import { read } from '@/lib/call'
import { useNow } from '@/lib/use-now'
import { useQuery } from '@/lib/use-query'
import type { StaffTab } from '../../../cloudfunctions/repair/limits'
import type { Desk, Post } from '../desk'
import type { BenchEntry } from '../types'
import { figuresOf } from './bench-words'
import { DispatchSheet } from './dispatch-sheet'
import { NextJobCard } from './next-job'
import { Tasks } from './tasks'
import { Warnings } from './warnings'
import type { RepairRow, Workbench } from './words'
import './bench.scss'

const scrollTo = (id: string) => void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -56, duration: 220 })

/** The tab that was tapped at this desk; another desk begins with its own. */
function useTab(desk: string | null, first: StaffTab | undefined) {
  const [chosen, setChosen] = useState<{ desk: string | null; tab: StaffTab }>()
  const tab = chosen?.desk === desk ? chosen.tab : first
  return [tab, (next: StaffTab) => setChosen({ desk, tab: next })] as const
}

/** Orders of the desk: figures, what runs out or comes next, and the lists. */
export function useRepairBench({ post, community }: Desk): BenchEntry {
  const key = post && community ? `workbench:${community.id}:${post}` : null
  const { data, error, isLoading, refresh } = useQuery(key, () =>
    read('repair', 'workbench', { communityId: community!.id, as: post! }),
  )
  const now = useNow(data?.now)
  const [tab, setTab] = useTab(key, data?.tab)
  const [dispatched, setDispatched] = useState<RepairRow>()
  const entry = { domain: 'repair', refresh, isLoading }
  if (!key || !post || !community || !data || !tab) {
    return { ...entry, tiles: [], top: error && <Failed error={error} onRetry={refresh} /> }
  }

  const goTo = (next: StaffTab) => {
    setTab(next)
    scrollTo('tasks')
  }
  const board = { post, data, now, onGo: goTo, onDispatch: setDispatched, onChange: refresh }
  const queued = data.counts.pending ?? 0
  const toQueue = () => (queued > 0 ? goTo('pending') : toast('没有等着派的单'))
  const lists = { bench: data, post, communityId: community.id, tab, now }
  return {
    ...entry,
    top: <Top key={key} {...board} />,
    tiles: post === 'desk' ? [{ text: '派单', icon: 'send', count: queued, onTap: toQueue }] : [],
    lists: (
      <>
        <Tasks key={key} {...lists} onTab={setTab} onRefresh={refresh} />
        {dispatched && (
          <DispatchSheet
            order={dispatched}
            now={now}
            onClose={() => setDispatched(undefined)}
            onChange={refresh}
          />
        )}
      </>
    ),
  }
}

const Failed = (props: Parameters<typeof ErrorState>[0]) => (
  <View className="mt-4">
    <ErrorState {...props} />
  </View>
)

interface TopProps {
  post: Post
  data: Workbench
  now: number
  onGo: (tab: StaffTab) => void
  onDispatch: (row: RepairRow) => void
  onChange: () => Promise<void>
}

function Top({ post, data, now, onGo, onDispatch, onChange }: TopProps) {
  const isDesk = post === 'desk'
  const onWarned = isDesk ? () => scrollTo('warnings') : undefined
  return (
    <>
      <View className="mt-4">
        <Nums items={figuresOf(post, data.counts, { onTab: onGo, onWarned })} />
      </View>
      {isDesk ? (
        <Warnings rows={data.warnings} now={now} onDispatch={onDispatch} onChange={() => void onChange()} />
      ) : (
        <NextJobCard
          job={data.nextJob}
          waiting={data.counts.pending ?? 0}
          now={now}
          onQueue={() => onGo('pending')}
        />
      )}
    </>
  )
}
