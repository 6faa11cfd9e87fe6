import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Chip } from '@/components/chip'
import { ErrorState } from '@/components/error-state'
import { Link } from '@/components/link'
import { RoomGrid } from '@/components/pick-grid'
import { SearchBar } from '@/components/search-bar'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { read } from '@/lib/call'
import { dial } from '@/lib/phone-call'
import { useQuery } from '@/lib/use-query'
import type { CommunityChoice, RoomChoice, Unit } from './form'

interface RoomSheetProps {
  isOpen: boolean
  community: CommunityChoice
  unit: Pick<Unit, 'building' | 'unit' | 'label'>
  room: RoomChoice | null
  /** back to the units, or to the communities */
  onUnit: () => void
  onCommunity?: () => void
  onChoose: (room: RoomChoice) => void
  onClose: () => void
}

/** The number on the door; of nobody who lives behind it. */
export function RoomSheet(props: RoomSheetProps) {
  const { isOpen, room, onClose, onChoose } = props
  const [picked, setPicked] = useState(room)
  const foot = (
    <Button
      size="lg"
      isGrow
      isDisabled={!picked}
      className="rooms-choose"
      onTap={() => picked && onChoose(picked)}
    >
      {picked ? `选 ${picked.number}` : '请点一个房号'}
    </Button>
  )
  return (
    <Sheet isOpen={isOpen} title="选房号" onClose={onClose} foot={foot}>
      <View className="chips">
        {props.onCommunity && (
          <Chip isRound iconEnd="chevron-down" onTap={props.onCommunity}>
            {props.community.name}
          </Chip>
        )}
        <Chip
          isRound
          isOn
          iconEnd="chevron-down"
          label={`${props.unit.label}，换楼栋单元`}
          onTap={props.onUnit}
        >
          {props.unit.label}
        </Chip>
      </View>
      <RoomSearch {...props} picked={picked} onPick={setPicked} />
    </Sheet>
  )
}

interface RoomSearchProps extends Pick<RoomSheetProps, 'community' | 'unit'> {
  picked: RoomChoice | null
  onPick: (room: RoomChoice) => void
}

function RoomSearch({ community, unit, picked, onPick }: RoomSearchProps) {
  const [typed, setTyped] = useState('')
  const input = { communityId: community.id, building: unit.building, unit: unit.unit }
  const { data, error, refresh } = useQuery(`rooms:${JSON.stringify(input)}`, () =>
    read('account', 'rooms', input),
  )
  if (!data) return error ? <ErrorState error={error} onRetry={refresh} /> : <Skeleton count={1} />
  const wanted = typed.replace(/\s/g, '').toUpperCase()
  const rooms = data.rooms.filter(room => room.number.includes(wanted))
  const pick = (roomId: string) => {
    const room = rooms.find(each => each.roomId === roomId)
    if (room) onPick(room)
  }
  return (
    <>
      <View className="row mt-3 rooms-search">
        <SearchBar value={typed} onChange={setTyped} placeholder={exampleOf(data.rooms)} />
      </View>
      <View className="rooms-list">
        <View className="cap mt-4 rooms-count">{countOf(rooms.length, wanted)}</View>
        <RoomGrid
          label="房号"
          rooms={rooms.map(room => ({ value: room.roomId, text: room.number }))}
          value={picked?.roomId}
          onChange={pick}
        />
        <View className="cap mt-3">
          找不到房号？可能名册还没更新，
          <Link label="打电话请管家添加房号" onTap={() => dial(community.desk.phone)}>
            请管家添加
          </Link>
        </View>
      </View>
    </>
  )
}

const exampleOf = (rooms: RoomChoice[]): string =>
  rooms.length ? `输入房号，如 ${rooms[rooms.length - 1]!.number}` : '输入房号'

const countOf = (count: number, wanted: string): string => {
  if (!wanted) return `共 ${count} 套`
  return count ? `找到 ${count} 套` : `没有房号带“${wanted}”的房屋`
}
