import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Avatar } from '@/components/avatar'
import { BeforeAfter } from '@/components/before-after'
import { Card } from '@/components/card'
import { IconButton } from '@/components/icon-button'
import { Kv } from '@/components/kv'
import { Link } from '@/components/link'
import { PhotoRow } from '@/components/photos'
import { Section } from '@/components/section'
import { Timeline } from '@/components/timeline'
import { toast } from '@/components/toast'
import { clock, dayTime, phone } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { beyondTitle, type RepairDetail } from '@/entries/repair/words'
import { CATEGORY_NAMES } from '../../../../cloudfunctions/repair/words'
import { canCall, slotText } from './words'

interface FactsProps {
  order: RepairDetail
  now: number
}

const copy = (number: string) =>
  void Taro.setClipboardData({ data: number, success: () => toast('工单号已复制') })

/** What the resident reported. */
export function Report({ order, now }: FactsProps) {
  const { place, contact } = order
  const more = beyondTitle(order)
  return (
    <Section title="报修内容">
      <Card>
        {more && <View className="tx pre job-facts__text">{more}</View>}
        <PhotoRow photos={order.photos} label="报修照片" />
        {(more || order.photos.length > 0) && <View className="hair hair--tight" />}
        <Kv name="类别">{CATEGORY_NAMES[order.category]}</Kv>
        <Kv name="位置">{place.kind === 'public' ? `公共区域，${place.spot}` : place.spot}</Kv>
        <Kv name="希望上门">{slotText(order.wish, now)}</Kv>
        <Kv name="联系人">{`${contact.name} ${phone(contact.phone)}`}</Kv>
        <Kv name="工单号">
          <View className="row g-2 end">
            {order.number}
            <Link label={`复制工单号 ${order.number}`} onTap={() => copy(order.number)}>
              复制
            </Link>
          </View>
        </Kv>
      </Card>
    </Section>
  )
}

/** Who has it and, for dispatchers, why (REQ-3). */
export function Holder({ order }: { order: RepairDetail }) {
  const card = order.technicianCard
  if (!card || order.viewer === 'technician' || order.status === 'cancelled') return null
  const isDone = ['finished', 'confirmed', 'rated'].includes(order.status)
  return (
    <Section title={isDone ? '谁做的' : '谁在做'}>
      <Card>
        <View className="row g-3">
          <Avatar name={card.name} />
          <View className="grow">
            <View className="t3">{card.name}</View>
            <View className="cap">{card.title}</View>
          </View>
          {canCall(card.phone) && (
            <IconButton icon="phone" label={`给${card.name}打电话`} onTap={() => dial(card.phone)} />
          )}
        </View>
        {order.assignmentReason && <View className="cap mt-2">{order.assignmentReason}</View>}
      </Card>
    </Section>
  )
}

/** What was done, once it is reported. */
export function WorkDone({ order }: { order: RepairDetail }) {
  const { work } = order
  if (!work?.finishedAt) return null
  const parts = work.parts.map(({ name, quantity }) => `${name} × ${quantity}`).join('、')
  return (
    <Section title="维修结果">
      <Card>
        <WorkPictures work={work} finishedAt={work.finishedAt} />
        <View className="hair hair--tight" />
        <View className="tx pre job-facts__text">{work.summary}</View>
        <View className="mt-2">
          {parts && <Kv name="用料">{parts}</Kv>}
          {work.checks.length > 0 && <Kv name="检查">{work.checks.join('、')}</Kv>}
        </View>
      </Card>
    </Section>
  )
}

interface WorkPicturesProps {
  work: NonNullable<RepairDetail['work']>
  finishedAt: string
}

/** Side by side when there are two sides; pictures of before are the technician's choice. */
function WorkPictures({ work, finishedAt }: WorkPicturesProps) {
  const [before, ...moreBefore] = work.photosBefore
  const [after, ...moreAfter] = work.photosAfter
  if (!before) return <PhotoRow photos={work.photosAfter} label="维修后照片" />
  return (
    <>
      <BeforeAfter before={{ url: before.url }} after={{ url: after?.url, time: clock(finishedAt) }} />
      <PhotoRow photos={[...moreBefore, ...moreAfter]} label="更多照片" />
    </>
  )
}

/** Everything that has happened, newest first. */
export const History = ({ order, now }: FactsProps) => (
  <Section title="记录">
    <Card>
      <Timeline
        items={order.timeline.map((entry, index) => ({
          key: `${entry.at}${index}`,
          text: entry.text,
          time: dayTime(entry.at, now),
          by: entry.by,
          isNow: index === 0,
          more: <PhotoRow photos={entry.photos} label="记录照片" />,
        }))}
      />
    </Card>
  </Section>
)
