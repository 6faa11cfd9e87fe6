import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { ChipGroup } from '@/components/chip'
import { Field } from '@/components/field'
import { Input } from '@/components/input'
import { RadioGroup } from '@/components/radio'
import { Segmented } from '@/components/segmented'
import { Sheet } from '@/components/sheet'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import type { Me } from '@/lib/session'
import type { ReportForm } from './use-report-form'
import { SPOTS, type PlaceKind } from './words'
import { MAX_SPOT } from '../../../../cloudfunctions/repair/limits'

interface SheetProps {
  isOpen: boolean
  form: ReportForm
  onClose: () => void
}

/** Which of the person's houses. */
export function RoomSheet({ isOpen, me, form, onClose }: SheetProps & { me: Me }) {
  const choose = (roomId: string) => {
    form.change({ roomId })
    onClose()
  }
  return (
    <Sheet isOpen={isOpen} title="给哪套房报修" onClose={onClose}>
      <RadioGroup
        label="房屋"
        value={form.draft.roomId}
        onChange={choose}
        items={me.homes
          .filter(({ status }) => status === 'approved')
          .map(({ room, communityName, relation }) => ({
            value: room.roomId,
            title: (
              <View className="row row--base row--wrap g-2">
                <View className="roomno">{room.number}</View>
                <View className="sub">{`${communityName} ${unitOf(room)}`}</View>
              </View>
            ),
            note: RELATION_NAMES[relation],
          }))}
      />
    </Sheet>
  )
}

const KINDS: { value: PlaceKind; text: string }[] = [
  { value: 'room', text: '家里' },
  { value: 'public', text: '公共区域' },
]

/** Where exactly: one of the usual places, or in the person's own words. */
export function SpotSheet({ isOpen, form: { draft, change }, onClose }: SheetProps) {
  const { placeKind, spot } = draft
  const spots = SPOTS[placeKind]
  return (
    <Sheet
      isOpen={isOpen}
      title="具体位置"
      onClose={onClose}
      foot={
        <Button size="lg" isGrow className="spot__go" isDisabled={spot.trim() === ''} onTap={onClose}>
          {spot.trim() ? `选${[...spot.trim()].slice(0, 8).join('')}` : '请选或写一个位置'}
        </Button>
      }
    >
      <Segmented
        label="家里还是公共区域"
        options={KINDS}
        value={placeKind}
        onChange={kind => change({ placeKind: kind, spot: kind === placeKind ? spot : '' })}
      />
      <View className="mt-4 spots">
        <ChipGroup
          label="位置"
          options={spots.map(text => ({ value: text, text }))}
          value={spots.includes(spot) ? spot : undefined}
          onChange={value => change({ spot: value })}
        />
      </View>
      <Field label="或者写清楚一点">
        <Input
          label="具体位置"
          placeholder={placeKind === 'public' ? '如 3 栋 18 楼电梯厅' : '如 厨房水槽下方'}
          maxLength={MAX_SPOT}
          value={spot}
          onChange={value => change({ spot: value })}
        />
      </Field>
    </Sheet>
  )
}
