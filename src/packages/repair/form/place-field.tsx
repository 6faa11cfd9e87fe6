import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { ValueCell } from '@/components/cell'
import { Field } from '@/components/field'
import type { Me } from '@/lib/session'
import type { ReportForm } from './use-report-form'

interface PlaceFieldProps {
  me: Me
  form: ReportForm
  onRoom: () => void
  onSpot: () => void
}

/** Which house, and where in it or around it. */
export function PlaceField({ me, form: { draft, errors }, onRoom, onSpot }: PlaceFieldProps) {
  const homes = me.homes.filter(({ status }) => status === 'approved')
  const home = homes.find(({ room }) => room.roomId === draft.roomId)
  const spot = draft.placeKind === 'public' ? `公共区域，${draft.spot}` : draft.spot
  return (
    <Field label="位置" id="field-spot" error={errors.spot ?? errors.roomId}>
      <Card kind="list">
        <ValueCell
          isFirst
          label="房屋"
          value={home?.room.label ?? ''}
          onTap={homes.length > 1 ? onRoom : undefined}
        />
        <ValueCell
          label="具体位置"
          value={
            draft.spot ? (
              <View className="report__spot">{spot}</View>
            ) : (
              <View className="ink-3">
                {draft.placeKind === 'public' ? '公共区域，请选位置' : '请选位置'}
              </View>
            )
          }
          onTap={onSpot}
        />
      </Card>
    </Field>
  )
}
