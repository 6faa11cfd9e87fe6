import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { ErrorState } from '@/components/error-state'
import { Nums } from '@/components/nums'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { toast } from '@/components/toast'
import { read } from '@/lib/call'
import { goHome } from '@/lib/navigation'
import type { RepairRow } from '@/lib/repair-words'
import { useSession, type Me } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery, type Query } from '@/lib/use-query'
import { DispatchSheet } from '@/packages/repair/components/dispatch-sheet'
import { useDesk, type Desk, type Post, type StaffTab, type Workbench } from './desk'
import { NextJobCard } from './next-job'
import { PersonBar } from './person-bar'
import { Shortcuts } from './shortcuts'
import { Tasks } from './tasks'
import { Warnings } from './warnings'
import { figuresOf } from './words'
import './index.scss'

export default function WorkbenchPage() {
  const session = useSession()
  const desk = useDesk()
  const { post, community } = desk
  const key = post && community ? `workbench:${community.id}:${post}` : null
  const bench = useQuery(key, () => read('repair', 'workbench', { communityId: community!.id, as: post! }))
  usePullRefresh(() => Promise.all([session.refresh(), bench.refresh()]))

  const { me, error, isLoading, refresh } = session
  return (
    <Page title="工作台" tab="workbench" load={{ data: me, error, isLoading, refresh }}>
      {me && !me.staff && <NotStaff />}
      {me?.staff && <Bench key={key} staff={me.staff} desk={desk} bench={bench} />}
    </Page>
  )
}

const NotStaff = () => (
  <Card>
    <Empty title="工作台只给员工用" note="您是员工的话，请服务台把您加进员工名单">
      <Button kind="soft" onTap={goHome}>
        回首页
      </Button>
    </Empty>
  </Card>
)

interface BenchProps {
  staff: NonNullable<Me['staff']>
  desk: Desk
  bench: Query<Workbench>
}

/** Who it is stays on screen whatever became of the numbers: another desk is chosen there. */
function Bench({ staff, desk, bench }: BenchProps) {
  const { post, community } = desk
  const { data, error, isLoading, refresh } = bench
  const hasNothing = !post && !staff.roles.includes('admin')
  return (
    <>
      <PersonBar staff={staff} desk={desk} />
      {post && community && data && (
        <Board post={post} communityId={community.id} data={data} onChange={refresh} />
      )}
      {isLoading && <Skeleton />}
      {error && !data && (
        <View className="mt-4">
          <ErrorState error={error} onRetry={refresh} />
        </View>
      )}
      {!post && community && <Shortcuts communityId={community.id} />}
      {hasNothing && (
        <Card className="mt-4">
          <Empty title="您的岗位在这里还没有要办的事" note="有新单或通知会发消息">
            <Button kind="soft" onTap={() => void Taro.switchTab({ url: '/pages/messages/index' })}>
              看消息
            </Button>
          </Empty>
        </Card>
      )}
    </>
  )
}

interface BoardProps {
  post: Post
  communityId: string
  data: Workbench
  onChange: () => Promise<void>
}

const scrollTo = (id: string) => void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -56, duration: 220 })

function Board({ post, communityId, data, onChange }: BoardProps) {
  const now = useNow(data.now)
  const [chosen, setChosen] = useState<StaffTab>()
  const [dispatched, setDispatched] = useState<RepairRow>()
  const tab = chosen ?? data.tab
  const goTo = (next: StaffTab) => {
    setChosen(next)
    scrollTo('tasks')
  }
  const isDesk = post === 'desk'
  const queued = data.counts.pending ?? 0
  const toQueue = () => (queued > 0 ? goTo('pending') : toast('没有等着派的单'))
  const onWarned = isDesk ? () => scrollTo('warnings') : undefined
  return (
    <>
      <View className="mt-4">
        <Nums items={figuresOf(post, data.counts, { onTab: goTo, onWarned })} />
      </View>
      {isDesk ? (
        <Warnings
          rows={data.warnings}
          now={now}
          onDispatch={setDispatched}
          onChange={() => void onChange()}
        />
      ) : (
        <NextJobCard job={data.nextJob} waiting={queued} now={now} onQueue={() => goTo('pending')} />
      )}
      {isDesk && <Shortcuts communityId={communityId} queued={queued} onQueue={toQueue} />}
      <Tasks bench={data} {...{ post, communityId, tab, now }} onTab={setChosen} onRefresh={onChange} />
      {dispatched && (
        <DispatchSheet
          order={dispatched}
          now={now}
          onClose={() => setDispatched(undefined)}
          onChange={onChange}
        />
      )}
    </>
  )
}
