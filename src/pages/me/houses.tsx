import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Section } from '@/components/section'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { area } from '@/lib/format'
import { RELATION_NAMES } from '../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { open } from '@/lib/navigation'
import { useSession, type Home } from '@/lib/session'

const REGISTER = '/packages/account/register/index'

const noteOf = ({ relation, areaCentiSqm }: Home): string =>
  [RELATION_NAMES[relation], areaCentiSqm && area(areaCentiSqm)].filter(Boolean).join('，')

export function Houses() {
  const { me, home: current, chooseHome } = useSession()
  const homes = me?.homes ?? []
  const choose = (home: Home) => {
    chooseHome(home.id)
    toast(`已切换到 ${home.room.label}`)
  }
  return (
    <Section title="我的房屋">
      <Card kind="list">
        {homes.map((home, index) => (
          <House
            key={home.id}
            home={home}
            isFirst={index === 0}
            isCurrent={home.id === current?.id}
            onChoose={() => choose(home)}
          />
        ))}
        <Cell
          isFirst={homes.length === 0}
          className="me-bind c-brand"
          lead={<Icon name="plus" />}
          title={<View className="medium">{homes.length ? '绑定新房屋' : '绑定房屋'}</View>}
          hasArrow={false}
          onTap={() => open(REGISTER)}
        />
      </Card>
    </Section>
  )
}

interface HouseProps {
  home: Home
  isFirst: boolean
  isCurrent: boolean
  onChoose: () => void
}

/** An approved house is switched to; one that waits or was sent back shows how it stands. */
function House({ home, isFirst, isCurrent, onChoose }: HouseProps) {
  const { room, communityName, status } = home
  const isApproved = status === 'approved'
  const follow = () => open(REGISTER, { roomId: room.roomId })
  const act = isApproved ? onChoose : follow
  return (
    <Cell
      isFirst={isFirst}
      className={`me-house ${isCurrent ? 'is-current' : ''}`}
      title={
        <View className="row row--base row--wrap me__room">
          <View className="roomno">{room.number}</View>
          <View className="sub">{`${communityName} ${unitOf(room)}`}</View>
        </View>
      }
      note={noteOf(home)}
      extra={<Standing status={status} isCurrent={isCurrent} />}
      hasArrow={!isApproved}
      onTap={isCurrent ? undefined : act}
    />
  )
}

function Standing({ status, isCurrent }: { status: Home['status']; isCurrent: boolean }) {
  if (isCurrent) return <Tag tone="brand">当前</Tag>
  if (status === 'pending') return <Tag tone="warn">审核中</Tag>
  if (status === 'refused') return <Tag tone="danger">待更正</Tag>
  return <View className="c-brand medium">切换</View>
}
