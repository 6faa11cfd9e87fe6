import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { RadioGroup } from '@/components/radio'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { area } from '@/lib/format'
import { RELATION_NAMES } from '../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { open } from '@/lib/navigation'
import { useSession, type Home } from '@/lib/session'

interface HouseSheetProps {
  isOpen: boolean
  onClose: () => void
}

/** Design 01b: which house the plate shows. A house that is still checked opens its application instead. */
export function HouseSheet({ isOpen, onClose }: HouseSheetProps) {
  const { me, home, chooseHome } = useSession()
  const homes = me?.homes ?? []
  const choose = (id: string) => {
    const chosen = homes.find(each => each.id === id)
    onClose()
    if (chosen?.status === 'approved') chooseHome(id)
    else if (chosen) open('/packages/account/register/index', { roomId: chosen.room.roomId })
  }
  const bind = () => {
    onClose()
    open('/packages/account/register/index')
  }
  return (
    <Sheet isOpen={isOpen} title="切换房屋" onClose={onClose}>
      <View className="houses">
        <RadioGroup
          label="房屋"
          value={home?.id}
          onChange={choose}
          items={homes.map(each => ({ value: each.id, title: <House home={each} />, note: noteOf(each) }))}
        />
      </View>
      <Button kind="soft" icon="plus" isBlock className="mt-4 houses__bind" onTap={bind}>
        绑定新房屋
      </Button>
    </Sheet>
  )
}

const House = ({ home }: { home: Home }) => (
  <View className="row row--base row--wrap g-2">
    <View className="roomno">{home.room.number}</View>
    <View className="sub">{`${home.communityName} ${unitOf(home.room)}`}</View>
    {home.status === 'pending' && <Tag tone="warn">审核中</Tag>}
    {home.status === 'refused' && <Tag tone="danger">待更正</Tag>}
  </View>
)

const noteOf = ({ relation, areaCentiSqm }: Home): string =>
  [RELATION_NAMES[relation], areaCentiSqm > 0 && area(areaCentiSqm)].filter(Boolean).join('，')
