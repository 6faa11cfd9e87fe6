import { Fragment } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { Section } from '@/components/section'
import { Skeleton } from '@/components/skeleton'
import { Tiles, type Tile } from '@/components/tiles'
import { useDesk, type Desk } from '@/entries/desk'
import type { BenchEntry } from '@/entries/types'
import { useBenchEntries } from '@/entries/workbench'
import { goHome, goToTab } from '@/lib/navigation'
import { useSession, type Me } from '@/lib/session'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { PersonBar } from './person-bar'
import './index.scss'

export default function WorkbenchPage() {
  const session = useSession()
  const desk = useDesk()
  const entries = useBenchEntries(desk)
  usePullRefresh(() => Promise.all([session.refresh(), ...entries.map(entry => entry.refresh())]))

  const { me, error, isLoading, refresh } = session
  return (
    <Page title="工作台" tab="workbench" load={{ data: me, error, isLoading, refresh }}>
      {me && !me.staff && <NotStaff />}
      {me?.staff && <Bench staff={me.staff} desk={desk} entries={entries} />}
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
  entries: BenchEntry[]
}

/** Who it is stays on screen whatever became of the numbers: another desk is chosen there. */
function Bench({ staff, desk, entries }: BenchProps) {
  const isLoading = entries.some(entry => entry.isLoading)
  const tiles = isLoading ? [] : entries.flatMap(entry => entry.tiles)
  const hasNothing = !isLoading && tiles.length === 0 && !entries.some(({ top, lists }) => top || lists)
  return (
    <>
      <PersonBar staff={staff} desk={desk} />
      {entries.map(({ domain, top }) => (
        <Fragment key={domain}>{top}</Fragment>
      ))}
      {isLoading && <Skeleton />}
      <Shortcuts tiles={tiles} />
      {entries.map(({ domain, lists }) => (
        <Fragment key={domain}>{lists}</Fragment>
      ))}
      {hasNothing && <Nothing />}
    </>
  )
}

/** What this person may open, whichever domain it is of. */
function Shortcuts({ tiles }: { tiles: Tile[] }) {
  if (tiles.length === 0) return null
  return (
    <Section title="常用">
      <Tiles tiles={tiles} />
    </Section>
  )
}

const Nothing = () => (
  <Card className="mt-4">
    <Empty title="您的岗位在这里还没有要办的事" note="有新单或通知会发消息">
      <Button kind="soft" onTap={() => goToTab('/pages/messages/index')}>
        看消息
      </Button>
    </Empty>
  </Card>
)
