import { useState } from 'react'
import { Chip } from '@/components/chip'
import { RadioGroup } from '@/components/radio'
import { Sheet } from '@/components/sheet'
import { unitOf } from '@/lib/format'
import { useSession } from '@/lib/session'

interface RoomFilterProps {
  roomId: string | undefined
  /** null is all houses */
  onChange: (roomId: string | null) => void
}

const ALL = 'all'

/** Only for people with several houses. */
export function RoomFilter({ roomId, onChange }: RoomFilterProps) {
  const { me } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const homes = me?.homes.filter(({ status }) => status === 'approved') ?? []
  if (homes.length < 2) return null
  const shown = homes.find(({ room }) => room.roomId === roomId)?.room.number ?? '全部房屋'
  const choose = (value: string) => {
    setIsOpen(false)
    onChange(value === ALL ? null : value)
  }
  return (
    <>
      <Chip iconEnd="chevron-down" label={`房屋，${shown}`} onTap={() => setIsOpen(true)}>
        {shown}
      </Chip>
      <Sheet isOpen={isOpen} title="看哪套房的工单" onClose={() => setIsOpen(false)}>
        <RadioGroup
          label="房屋"
          value={roomId ?? ALL}
          onChange={choose}
          items={[
            { value: ALL, title: '全部房屋' },
            ...homes.map(({ room, communityName }) => ({
              value: room.roomId,
              title: room.number,
              note: `${communityName} ${unitOf(room)}`,
            })),
          ]}
        />
      </Sheet>
    </>
  )
}
