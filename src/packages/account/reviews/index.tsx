import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '@/components/card'
import { ChipGroup } from '@/components/chip'
import { Empty } from '@/components/empty'
import { ErrorState } from '@/components/error-state'
import { MoreRow } from '@/components/more-row'
import { Page } from '@/components/page'
import { SearchBar } from '@/components/search-bar'
import { Skeleton } from '@/components/skeleton'
import { Tabs } from '@/components/tabs'
import { Button } from '@/components/button'
import { read } from '@/lib/call'
import { goHome } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useLater } from '@/lib/use-later'
import { useNow } from '@/lib/use-now'
import { usePaged } from '@/lib/use-paged'
import { useParams } from '@/lib/use-params'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { dueOf, type ReviewRow } from '../components/review-words'
import { ReviewCell } from './review-cell'
import './index.scss'
import { REVIEW_TABS } from '../../../../cloudfunctions/account/limits'
import { REVIEW_NAMES } from '../../../../cloudfunctions/account/words'

type Tab = ReviewRow['status']

const TABS = REVIEW_TABS.map(value => ({ value, text: REVIEW_NAMES[value] }))

type Filter = 'all' | 'due' | ReviewRow['flags'][number]

const FILTERS: { value: Filter; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'due', text: '快到时限' },
  { value: 'name', text: '姓名不符' },
  { value: 'phone', text: '手机号不符' },
  { value: 'missing', text: '名册无此人' },
]

const matches = (row: ReviewRow, filter: Filter, now: number): boolean => {
  if (filter === 'all') return true
  return filter === 'due' ? dueOf(row, now).isUrgent : row.flags.includes(filter)
}

/** Registrations that the roster could not settle by itself (ACC-3). */
export default function ReviewsPage() {
  const { communityId } = useParams()
  const { me, error, isLoading, refresh } = useSession()
  const communities = me?.staff?.communities ?? []
  const community = communities.find(({ id }) => id === communityId) ?? communities[0]
  return (
    <Page title="登记审核" sub={community?.name} load={{ data: me, error, isLoading, refresh }}>
      {community && <Reviews key={community.id} communityId={community.id} />}
      {!community && me && <NotMine />}
    </Page>
  )
}

const NotMine = () => (
  <Card>
    <Empty title="登记审核只给服务台用" note="您是服务台的话，请管理员给您加上这个小区">
      <Button kind="soft" onTap={goHome}>
        回首页
      </Button>
    </Empty>
  </Card>
)

function Reviews({ communityId }: { communityId: string }) {
  const [tab, setTab] = useState<Tab>('pending')
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const search = useLater(typed.trim())
  const input = { communityId, tab, search }
  const list = useQuery(`reviews:${JSON.stringify(input)}`, () => read('account', 'listReviews', input))
  const paged = usePaged(list.data, cursor => read('account', 'listReviews', { ...input, cursor }))
  const now = useNow(useSession().me?.now)
  usePullRefresh(list.refresh)

  const isPending = tab === 'pending'
  const rows = isPending ? paged.rows.filter(row => matches(row, filter, now)) : paged.rows
  const clear = () => {
    setTyped('')
    setFilter('all')
  }
  return (
    <>
      <Tabs tabs={TABS} value={tab} onChange={setTab} />
      <View className="row mt-3">
        <SearchBar value={typed} onChange={setTyped} placeholder="搜姓名、拼音、房号、手机号" />
      </View>
      {isPending && paged.rows.length > 0 && (
        <View className="mt-3">
          <ChipGroup
            isRound
            layout="scroll"
            label="筛选"
            options={FILTERS}
            value={filter}
            onChange={setFilter}
          />
        </View>
      )}
      <View className="mt-4">
        {list.isLoading && <Skeleton />}
        {list.error && !list.data && <ErrorState error={list.error} onRetry={list.refresh} />}
        {rows.length > 0 && (
          <Card kind="list">
            {rows.map((row, index) => (
              <ReviewCell key={row.id} row={row} now={now} isFirst={index === 0} />
            ))}
          </Card>
        )}
        {list.data && rows.length === 0 && (
          <NoRows
            tab={tab}
            isNarrowed={Boolean(search) || (isPending && filter !== 'all')}
            onClear={clear}
            onOther={() => setTab(isPending ? 'approved' : 'pending')}
          />
        )}
        <MoreRow paged={paged} />
      </View>
      {isPending && list.data && (
        <View className="cap center reviews__auto">姓名和手机号都和名册一致的，系统自动通过</View>
      )}
    </>
  )
}

const EMPTY_TITLES: Record<Tab, string> = {
  pending: '没有等着审核的登记',
  approved: '还没有通过的登记',
  refused: '没有退回的登记',
}

interface NoRowsProps {
  tab: Tab
  isNarrowed: boolean
  onClear: () => void
  onOther: () => void
}

const NoRows = ({ tab, isNarrowed, onClear, onOther }: NoRowsProps) => (
  <Card>
    {isNarrowed ? (
      <Empty title="没找到这样的登记">
        <Button kind="soft" onTap={onClear}>
          看全部
        </Button>
      </Empty>
    ) : (
      <Empty title={EMPTY_TITLES[tab]} note="有新登记会发消息">
        <Button kind="soft" onTap={onOther}>
          {tab === 'pending' ? '看已通过的' : '看待审核的'}
        </Button>
      </Empty>
    )}
  </Card>
)
