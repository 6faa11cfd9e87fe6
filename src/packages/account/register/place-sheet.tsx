import { View } from '@tarojs/components'
import { ErrorState } from '@/components/error-state'
import { Chip } from '@/components/chip'
import { RadioGroup } from '@/components/radio'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { aria } from '@/lib/aria'
import { read } from '@/lib/call'
import { useQuery } from '@/lib/use-query'
import type { CommunityChoice, Unit } from './form'

interface SheetState {
  isOpen: boolean
  onClose: () => void
}

interface CommunitySheetProps extends SheetState {
  communities: CommunityChoice[]
  value: string | undefined
  onChange: (id: string) => void
}

export const CommunitySheet = ({ isOpen, onClose, communities, value, onChange }: CommunitySheetProps) => (
  <Sheet isOpen={isOpen} title="选小区" onClose={onClose}>
    <RadioGroup
      label="小区"
      items={communities.map(({ id, name }) => ({ value: id, title: name }))}
      value={value}
      onChange={onChange}
    />
  </Sheet>
)

interface UnitSheetProps extends SheetState {
  community: CommunityChoice
  value: string | undefined
  onChange: (unit: Unit) => void
}

export const UnitSheet = ({ isOpen, onClose, community, value, onChange }: UnitSheetProps) => (
  <Sheet isOpen={isOpen} title="选楼栋单元" onClose={onClose}>
    <Units community={community} value={value} onChange={onChange} />
  </Sheet>
)

function Units({ community, value, onChange }: Omit<UnitSheetProps, keyof SheetState>) {
  const input = { communityId: community.id }
  const { data, error, refresh } = useQuery(`units:${community.id}`, () => read('account', 'rooms', input))
  if (!data) return error ? <ErrorState error={error} onRetry={refresh} /> : <Skeleton count={1} />
  return (
    <View className="units" {...aria({ role: 'radiogroup', label: '楼栋单元' })}>
      {data.units.map(unit => (
        <View className="units__w" key={unit.label}>
          <Chip role="radio" isOn={unit.label === value} onTap={() => onChange(unit)}>
            {unit.label}
          </Chip>
        </View>
      ))}
    </View>
  )
}
