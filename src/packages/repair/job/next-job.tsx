import { View } from '@tarojs/components'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import type { OutputOf } from '@/lib/api'
import { read } from '@/lib/call'
import { goToTab, replace } from '@/lib/navigation'
import { limitName, placeOf, type RepairDetail } from '@/entries/repair/words'
import { timeLeft } from '@/lib/format'
import { useQuery } from '@/lib/use-query'

type NextJob = OutputOf<'repair', 'workbench'>['nextJob']

/** What comes after this order; asked for only when it is out of the technician's hands. */
export function useNextJob(order: RepairDetail | undefined): NextJob {
  const isOver = order && ['finished', 'confirmed', 'rated', 'cancelled'].includes(order.status)
  const communityId = isOver && order.viewer === 'technician' ? order.communityId : undefined
  const bench = useQuery(communityId ? `workbench:${communityId}:technician` : null, () =>
    read('repair', 'workbench', { communityId: communityId!, as: 'technician' }),
  )
  const job = bench.data?.nextJob ?? null
  return job?.id === order?.id ? null : job
}

export function NextJobRow({ job, now }: { job: NonNullable<NextJob>; now: number }) {
  const leftMs = job.dueAt ? Date.parse(job.dueAt) - now : undefined
  return (
    <Card isNext>
      <View className="row row--between g-2">
        <View className="t3">下一单</View>
        {leftMs !== undefined && (
          <View className={`cap medium ${leftMs < 0 ? 'c-danger' : 'c-warn'}`}>
            {leftMs < 0 ? '已超时' : `${limitName(job.status)} ${timeLeft(leftMs)}`}
          </View>
        )}
      </View>
      <View className="tx mt-2">{job.title}</View>
      <View className="cap">{`${placeOf(job)}，${job.contactName}`}</View>
    </Card>
  )
}

export const NextJobFoot = ({ job }: { job: NextJob }) => (
  <BottomBar>
    <Button
      size="lg"
      isGrow
      className="job__next"
      onTap={() =>
        job ? replace('/packages/repair/job/index', { id: job.id }) : goToTab('/pages/workbench/index')
      }
    >
      {job ? '去下一单' : '回工作台'}
    </Button>
  </BottomBar>
)
