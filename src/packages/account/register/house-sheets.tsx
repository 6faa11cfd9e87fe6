import type { CommunityChoice, RoomChoice, Unit } from './form'
import type { Choosing, House } from './house-field'
import { CommunitySheet, UnitSheet } from './place-sheet'
import { RoomSheet } from './room-sheet'

interface HouseSheetsProps {
  communities: CommunityChoice[]
  community: CommunityChoice | undefined
  house: House
  choosing: Choosing
  onChoosing: (step: Choosing) => void
  onChange: (part: Partial<House>) => void
}

/** One choice leads to the next; another community or unit forgets what followed from the old one. */
export function HouseSheets(props: HouseSheetsProps) {
  const { communities, community, house, choosing, onChoosing, onChange } = props
  const close = () => onChoosing(null)
  const chooseCommunity = (communityId: string) => {
    onChange({ communityId, ...(communityId !== community?.id && { unit: null, room: null }) })
    onChoosing('unit')
  }
  const chooseUnit = ({ building, unit, label }: Unit) => {
    onChange({ unit: { building, unit, label }, ...(label !== house.unit?.label && { room: null }) })
    onChoosing('room')
  }
  const chooseRoom = (room: RoomChoice) => {
    onChange({ room })
    close()
  }
  if (choosing === 'community') {
    return (
      <CommunitySheet
        isOpen
        onClose={close}
        communities={communities}
        value={community?.id}
        onChange={chooseCommunity}
      />
    )
  }
  if (choosing === 'unit' && community) {
    return (
      <UnitSheet
        isOpen
        onClose={close}
        community={community}
        value={house.unit?.label}
        onChange={chooseUnit}
      />
    )
  }
  if (choosing !== 'room' || !community || !house.unit) return null
  return (
    <RoomSheet
      isOpen
      community={community}
      unit={house.unit}
      room={house.room}
      onUnit={() => onChoosing('unit')}
      onCommunity={communities.length > 1 ? () => onChoosing('community') : undefined}
      onChoose={chooseRoom}
      onClose={close}
    />
  )
}
