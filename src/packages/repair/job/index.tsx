import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Page } from '@/components/page'
import { RefreshPictures } from '@/components/picture'
import { read } from '@/lib/call'
import type { RepairDetail } from '@/entries/repair/words'
import { useNow } from '@/lib/use-now'
import { useParams } from '@/lib/use-params'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { can, sheetAct, type SheetAct } from './acts'
import { History, Holder, Report, WorkDone } from './job-facts'
import { JobFoot } from './job-foot'
import { JobHead } from './job-head'
import { Aftermath, Attention, JobState } from './job-state'
import { NextJobFoot, NextJobRow, useNextJob } from './next-job'
import { Sheets } from './sheets'
import { useWorkForm } from './use-work-form'
import { WorkReportForm } from './work-report-form'
import './index.scss'

/** One order as staff see it: the technician works on it, the desk looks at it. `act` opens a sheet. */
export default function JobPage() {
  const { id = '', act } = useParams()
  const job = useQuery(`job:${id}`, () => read('repair', 'detail', { id }))
  usePullRefresh(job.refresh)
  const { data } = job
  if (!data) return <Page title="工单处理" load={job} />
  return (
    <RefreshPictures.Provider value={job.refresh}>
      <Job key={`${data.id}.${data.round}`} order={data} first={sheetAct(act)} onChange={job.refresh} />
    </RefreshPictures.Provider>
  )
}

interface JobProps {
  order: RepairDetail
  first: SheetAct | undefined
  onChange: () => Promise<void>
}

function Job({ order, first, onChange }: JobProps) {
  const now = useNow(order.now)
  const [act, setAct] = useState(first)
  const form = useWorkForm(order, onChange)
  const next = useNextJob(order)
  useTopOnChange(order.status)
  const isOver = !['pending', 'assigned', 'accepted', 'working'].includes(order.status)
  const isMine = order.viewer === 'technician'
  const foot =
    isMine && isOver ? <NextJobFoot job={next} /> : <JobFoot {...{ order, form, onChange }} onAct={setAct} />
  return (
    <Page title="工单处理" sub={order.number} foot={foot}>
      <JobState order={order} now={now} />
      <JobHead order={order} now={now} />
      <Attention order={order} now={now} onChange={onChange} />
      <Aftermath order={order} now={now} />
      {isOver && next && <NextJobRow job={next} now={now} />}
      {order.status === 'accepted' && isMine && <SideActs order={order} onAct={setAct} />}
      {can(order, 'finish') && <WorkReportForm order={order} form={form} />}
      <WorkDone order={order} />
      <Holder order={order} />
      <Report order={order} now={now} />
      <History order={order} now={now} />
      <Sheets {...{ order, now, act, onChange }} onAct={setAct} onClose={() => setAct(undefined)} />
    </Page>
  )
}

/** Another status is another page: its first words are at the top. */
function useTopOnChange(status: string): void {
  const last = useRef(status)
  useEffect(() => {
    if (last.current === status) return
    last.current = status
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }, [status])
}

/** On the way: what is needed less often than signing in on site. */
function SideActs({ order, onAct }: { order: RepairDetail; onAct: (act: SheetAct) => void }) {
  const hasNote = can(order, 'note')
  const hasHandBack = can(order, 'handBack')
  if (!hasNote && !hasHandBack) return null
  return (
    <Card kind="list" isNext>
      {hasNote && (
        <Cell
          isFirst
          icon="message-square-text"
          title="记一条进展"
          note="业主马上能看到"
          className="job__note"
          onTap={() => onAct('note')}
        />
      )}
      {hasHandBack && (
        <Cell
          isFirst={!hasNote}
          icon="repeat"
          title="转给同事"
          note="说明原因，系统另找师傅"
          className="job__hand-back"
          onTap={() => onAct('handBack')}
        />
      )}
    </Card>
  )
}
