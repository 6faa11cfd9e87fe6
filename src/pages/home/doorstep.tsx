import { View } from '@tarojs/components'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { GhostPlate } from '@/components/plate'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { Tap } from '@/components/tap'
import { aria } from '@/lib/aria'
import { dayTime, greeting } from '@/lib/format'
import { RELATION_NAMES } from '../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { goToTab, open } from '@/lib/navigation'
import { dial } from '@/lib/phone-call'
import type { Home, Me } from '@/lib/session'
import { useTheme } from '@/lib/settings'
import { ElderExit } from './elder-home'

interface DoorstepProps {
  me: Me
  now: number
}

const toWorkbench = () => goToTab('/pages/workbench/index')
const toRegister = (roomId?: string) => open('/packages/account/register/index', { roomId })

/** No house yet: only outlines, of what is being checked or of what is still to come. */
export function Doorstep({ me, now }: DoorstepProps) {
  const [first] = me.homes
  const isElder = useTheme() === 'elder'
  const name = first?.name ?? me.staff?.name
  const community = me.communities.find(({ id }) => id === first?.communityId)
  return (
    <>
      {isElder && <ElderExit />}
      <View className="t1 mt-2 home__hello" {...aria({ role: 'heading', level: 1 })}>
        {name ? `${greeting(now)}，${name}` : greeting(now)}
      </View>
      <View className="cap mt-1 home__today">
        {first ? '房屋核对好，就能报修' : '绑定房屋后，报修和进度都在这里'}
      </View>
      {me.homes.map(home => (
        <Application key={home.id} home={home} now={now} />
      ))}
      {!first && <NoHouse />}
      {me.staff && (
        <Button kind="soft" icon="clipboard-list" isBlock className="mt-4" onTap={toWorkbench}>
          去工作台
        </Button>
      )}
      {community && (
        <Card kind="list" isNext>
          <Cell
            isFirst
            icon="phone"
            title="打电话给管家"
            note={`${community.desk.name}，${community.desk.from}–${community.desk.to}`}
            onTap={() => dial(community.desk.phone)}
          />
          <Cell
            icon="phone-call"
            title="24 小时热线"
            note={community.hotline}
            onTap={() => dial(community.hotline)}
          />
        </Card>
      )}
      {first && (
        <Button kind="soft" icon="plus" isBlock className="mt-4" onTap={() => toRegister()}>
          绑定另一套房
        </Button>
      )}
    </>
  )
}

const NoHouse = () => (
  <View className="ghost home__none">
    <View className="t2">还没绑定房屋</View>
    <View className="cap mt-1">备好房号、购房合同上的姓名和手机号</View>
    <View className="mt-5">
      <Steps names={['选房号', '填姓名', '核对通过']} current={0} />
    </View>
    <Button size="lg" isBlock className="mt-5 home__bind" onTap={() => toRegister()}>
      绑定房屋
    </Button>
    <View className="cap center mt-2">信息和业主名册一致时，当场通过</View>
  </View>
)

function Application({ home, now }: { home: Home; now: number }) {
  const isRefused = home.status === 'refused'
  const words = isRefused
    ? `${home.decision?.reason ?? '信息对不上'}，点此更正`
    : `${dayTime(home.reviewDueAt, now)} 前有结果`
  const unit = `${home.communityName} ${unitOf(home.room)}`
  return (
    <Tap className="home__application" onTap={() => toRegister(home.room.roomId)}>
      <GhostPlate
        unit={unit}
        number={home.room.number}
        who={`${RELATION_NAMES[home.relation]}，${home.name}`}
        status={isRefused ? <Tag tone="danger">待更正</Tag> : <Tag tone="warn">审核中</Tag>}
      />
      <View className={`cap mt-2 home__application-note ${isRefused ? 'c-danger' : ''}`}>{words}</View>
    </Tap>
  )
}
