import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Field } from '@/components/field'
import { fieldId, type CommunityChoice, type RoomChoice, type Unit } from './form'

/** Where, as far as it has been chosen. */
export interface House {
  communityId: string
  unit: Pick<Unit, 'building' | 'unit' | 'label'> | null
  room: RoomChoice | null
}

export type Choosing = 'community' | 'unit' | 'room' | null

interface HouseFieldProps {
  communities: CommunityChoice[]
  community: CommunityChoice | undefined
  house: House
  error?: string
  onOpen: (step: Choosing) => void
}

/** Community, unit and number; each row asks for what must be known first. */
export function HouseField({ communities, community, house, error, onOpen }: HouseFieldProps) {
  const { unit, room } = house
  const hasChoice = communities.length > 1
  const askUnit = community ? 'unit' : 'community'
  return (
    <Field isFirst id={fieldId('roomId')} label="房屋" error={error}>
      <Card kind="list" className="register__house">
        <Cell
          isFirst
          className="pick-community"
          title="小区"
          extra={valueOf(community?.name)}
          onTap={hasChoice ? () => onOpen('community') : undefined}
        />
        <Cell
          className="pick-unit"
          title="楼栋单元"
          extra={valueOf(unit?.label)}
          onTap={() => onOpen(askUnit)}
        />
        <Cell
          className="pick-room"
          title="房号"
          extra={valueOf(room?.number)}
          onTap={() => onOpen(unit ? 'room' : askUnit)}
        />
      </Card>
    </Field>
  )
}

const valueOf = (text: string | undefined) => (
  <View className={text ? 'tx ink-1' : 'tx ink-3'}>{text ?? '请选择'}</View>
)
