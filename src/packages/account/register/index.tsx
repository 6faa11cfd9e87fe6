import { useEffect } from 'react'
import { Page } from '@/components/page'
import { useSession } from '@/lib/session'
import { useParams } from '@/lib/use-params'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useShownAgain } from '@/lib/use-shown-again'
import { Approved } from './approved'
import { NewApplication } from './new-application'
import { Refused } from './refused'
import { Waiting } from './waiting'
import './index.scss'

/** What became of an application may have changed since the app asked who the person is. */
function useFreshSession(): void {
  const { me, refresh } = useSession()
  useShownAgain(refresh)
  useEffect(() => {
    if (me) void refresh()
    // on opening only; while nothing is known yet, the app is already asking
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refresh])
}

/** Binding a room: a new application, or what became of the one for `roomId` (messages open it by that). */
export default function RegisterPage() {
  const { roomId } = useParams()
  const { me, error, isLoading, refresh } = useSession()
  useFreshSession()
  usePullRefresh(refresh)
  if (!me) return <Page title="绑定房屋" load={{ data: me, error, isLoading, refresh }} />

  const home = me.homes.find(each => each.room.roomId === roomId)
  const community = me.communities.find(each => each.id === home?.communityId)
  if (!home) return <NewApplication />
  if (home.status === 'approved') return <Approved home={home} />
  if (home.status === 'pending') return <Waiting home={home} community={community} />
  return <Refused home={home} community={community} />
}
