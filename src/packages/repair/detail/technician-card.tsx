import { View } from '@tarojs/components'
import { Avatar } from '@/components/avatar'
import { Card } from '@/components/card'
import { IconButton } from '@/components/icon-button'
import { Tag } from '@/components/tag'
import { isOpen } from '@/entries/repair/order-words'
import { dial } from '@/lib/phone-call'
import type { RepairDetail } from '@/entries/repair/words'
import { useSession } from '@/lib/session'

/** Who comes, and how to call. While nobody is chosen the service desk is the one to call. */
export function TechnicianCard({ order }: { order: RepairDetail }) {
  const { me } = useSession()
  const card = order.technicianCard
  const community = me?.communities.find(({ id }) => id === order.communityId)
  if (card) {
    return (
      <Card isNext className="order__technician">
        <Person name={card.name} tag={card.title} note={NOTES[order.status]} phone={card.phone} />
      </Card>
    )
  }
  if (!community || !isOpen(order)) return null
  const { desk, hotline } = community
  return (
    <Card isNext className="order__technician">
      <Person
        name={desk.name}
        tag="管家"
        note={desk.isOpen ? `${desk.from}–${desk.to} 在岗` : '已下班，现在拨 24 小时热线'}
        phone={desk.isOpen ? desk.phone : hotline}
      />
    </Card>
  )
}

const NOTES: Partial<Record<RepairDetail['status'], string>> = {
  assigned: '已派单，等师傅接单',
  accepted: '上门前可以先打电话',
  working: '正在现场',
  finished: '这次维修的师傅',
  confirmed: '这次维修的师傅',
  rated: '这次维修的师傅',
}

interface PersonProps {
  name: string
  tag: string
  note?: string
  phone: string
}

const Person = ({ name, tag, note, phone }: PersonProps) => (
  <View className="row g-3">
    <Avatar name={name} />
    <View className="grow">
      <View className="row row--wrap g-2">
        <View className="t3">{name}</View>
        <Tag tone="brass">{tag}</Tag>
      </View>
      {note && <View className="cap order__note">{note}</View>}
    </View>
    {phone !== '' && !phone.includes('*') && (
      <IconButton icon="phone" label={`给${name}打电话`} onTap={() => dial(phone)} />
    )}
  </View>
)
