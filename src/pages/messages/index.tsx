import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Link } from '@/components/link'
import { MoreRow } from '@/components/more-row'
import { Page } from '@/components/page'
import { ReportButton } from '@/entries/repair/links'
import { read } from '@/lib/call'
import { open } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { usePaged } from '@/lib/use-paged'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { MessageRow } from './message-row'
import { useReading } from './use-reading'
import './index.scss'

/** The inbox: every message there was, whether or not WeChat delivered it (MSG-1). */
export default function MessagesPage() {
  const list = useQuery('messages', () => read('message', 'list', {}))
  const paged = usePaged(list.data, cursor => read('message', 'list', { cursor }))
  const now = useNow(list.data?.now)
  const { isRead, markRead, markAllRead, unread } = useReading(list)
  usePullRefresh(list.refresh)
  return (
    <Page title="消息" tab="messages" load={list}>
      {unread > 0 && (
        <View className="row row--between messages__head">
          <View className="sub">{unread > 99 ? '99 条以上未读' : `${unread} 条未读`}</View>
          <Link isRow icon="check" onTap={markAllRead}>
            全部已读
          </Link>
        </View>
      )}
      {paged.rows.length > 0 && (
        <Card kind="list">
          {paged.rows.map((row, index) => (
            <MessageRow
              key={row.id}
              message={row}
              isRead={isRead(row)}
              now={now}
              isFirst={index === 0}
              onOpen={() => markRead(row)}
            />
          ))}
        </Card>
      )}
      {list.data && paged.rows.length === 0 && <NoMessages />}
      <MoreRow paged={paged} />
    </Page>
  )
}

function NoMessages() {
  const { home, isStaff } = useSession()
  if (isStaff && !home) {
    return (
      <Card>
        <Empty title="还没有消息" note="派给您的工单和要核对的登记，都会写在这里" />
      </Card>
    )
  }
  return (
    <Card>
      <Empty title="还没有消息" note="报修的进展和登记的结果，都会写在这里">
        {home ? (
          <ReportButton />
        ) : (
          <Button kind="soft" onTap={() => open('/packages/account/register/index')}>
            绑定房屋
          </Button>
        )}
      </Empty>
    </Card>
  )
}
