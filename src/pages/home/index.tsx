import { useState } from 'react'
import { Page } from '@/components/page'
import { useHomeEntries } from '@/entries/home'
import type { HomeEntry } from '@/entries/types'
import { useSession, type Me } from '@/lib/session'
import { useTheme } from '@/lib/settings'
import { useNow } from '@/lib/use-now'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useShownAgain } from '@/lib/use-shown-again'
import { Doorstep } from './doorstep'
import { ElderHome } from './elder-home'
import { HouseSheet } from './house-sheet'
import { OwnerHome } from './owner-home'
import './index.scss'

export default function HomePage() {
  const { me, error, isLoading, refresh, home, community } = useSession()
  const now = useNow(me?.now)
  const isElder = useTheme() === 'elder'
  const entries = useHomeEntries({ home, now, isElder })
  // unread messages and a decided registration show on coming back
  useShownAgain(refresh)
  usePullRefresh(() => Promise.all([refresh(), ...entries.map(entry => entry.refresh())]))
  return (
    <Page
      title={community?.name ?? me?.homes[0]?.communityName ?? '首页'}
      tab="home"
      nav="brand"
      load={{ data: me, error, isLoading, refresh }}
    >
      {me && <House me={me} entries={entries} now={now} />}
    </Page>
  )
}

interface HouseProps {
  me: Me
  entries: HomeEntry[]
  now: number
}

function House({ me, entries, now }: HouseProps) {
  const { home, community } = useSession()
  const [isSwitching, setIsSwitching] = useState(false)
  const isElder = useTheme() === 'elder'
  if (!home || !community) return <Doorstep me={me} now={now} />
  const Body = isElder ? ElderHome : OwnerHome
  return (
    <>
      <Body {...{ home, community, entries, now }} onSwitch={() => setIsSwitching(true)} />
      <HouseSheet isOpen={isSwitching} onClose={() => setIsSwitching(false)} />
    </>
  )
}
