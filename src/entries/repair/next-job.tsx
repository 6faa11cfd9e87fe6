import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Note } from '@/components/note'
import { Section } from '@/components/section'
import { Tag } from '@/components/tag'
import { joined, timeLeft, visit } from '@/lib/format'
import { open } from '@/lib/navigation'
import { beyondTitle, limitName, placeOf, URGENCY_TONES, type Workbench } from './words'
import { URGENCY_NAMES } from '../../../cloudfunctions/repair/words'
import { visitOf } from './visit'

export type NextJob = NonNullable<Workbench['nextJob']>

interface NextJobCardProps {
  job: Workbench['nextJob']
  /** orders in the queue that this technician could take */
  waiting: number
  now: number
  onQueue: () => void
}

/** What the big button says and which sheet of the order it opens; the order knows what may be done. */
const BIG: Partial<Record<NextJob['status'], { text: string; act?: string }>> = {
  assigned: { text: '去接单', act: 'accept' },
  accepted: { text: '到场签到', act: 'arrive' },
  working: { text: '请业主验收' },
}

export function NextJobCard({ job, waiting, now, onQueue }: NextJobCardProps) {
  if (!job) {
    return (
      <Section title="下一单">
        <Card>
          <Empty title="手上没有单" note="派给您的新单会发消息">
            {waiting > 0 && (
              <Button kind="soft" onTap={onQueue}>
                {`看 ${waiting} 张可抢的单`}
              </Button>
            )}
          </Empty>
        </Card>
      </Section>
    )
  }
  return (
    <Section title="下一单" extra={<Left job={job} now={now} />}>
      <Card className="next-job">
        <Job job={job} now={now} />
      </Card>
    </Section>
  )
}

function Left({ job, now }: { job: NextJob; now: number }) {
  if (!job.dueAt) return null
  const leftMs = Date.parse(job.dueAt) - now
  if (leftMs < 0) return <Tag tone="danger">{`已超时 ${timeLeft(leftMs)}`}</Tag>
  return <View className="sub c-warn medium">{`${limitName(job.status)} ${timeLeft(leftMs)}`}</View>
}

function whenOf({ appointment, status }: NextJob, now: number): string {
  if (status === 'working') return '已到场'
  if (!appointment) return status === 'assigned' ? '还没约上门时间' : ''
  const { date, slot } = visitOf(appointment)
  if (!date || !slot) return ''
  return joined('约', visit(date, slot, now))
}

function Job({ job, now }: { job: NextJob; now: number }) {
  const big = BIG[job.status]
  const go = (act?: string) => open('/packages/repair/job/index', { id: job.id, act })
  const isAhead = job.status === 'assigned' || job.status === 'accepted'
  return (
    <>
      <View className="row row--top g-2">
        <View className="t2 grow clip-2">{job.title}</View>
        <Tag tone={URGENCY_TONES[job.urgency]}>{URGENCY_NAMES[job.urgency]}</Tag>
      </View>
      <View className="tx medium mt-3">{placeOf(job)}</View>
      <View className="cap next-job__who">
        {[job.contactName, whenOf(job, now)].filter(Boolean).join('，')}
      </View>
      {beyondTitle(job) && (
        <Note className="mt-3">
          <View className="next-job__text pre">{beyondTitle(job)}</View>
        </Note>
      )}
      <Button size="lg" isBlock className="mt-4 next-job__go" onTap={() => go(big?.act)}>
        {big?.text ?? '看工单'}
      </Button>
      {isAhead && (
        <View className="row row--between mt-2">
          {job.status === 'accepted' ? (
            <Button kind="text" className="next-job__late" onTap={() => go('proposeTime')}>
              会迟到
            </Button>
          ) : (
            <Button kind="text" onTap={() => go()}>
              看工单
            </Button>
          )}
          <Button kind="text" className="next-job__hand-back" onTap={() => go('handBack')}>
            转给同事
          </Button>
        </View>
      )}
    </>
  )
}
