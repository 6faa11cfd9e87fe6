import { View } from '@tarojs/components'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Page } from '@/components/page'
import { Plate } from '@/components/plate'
import { Section } from '@/components/section'
import { StateHead } from '@/components/state-head'
import { area } from '@/lib/format'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { goHome, open, replace } from '@/lib/navigation'
import { useSession, type Home } from '@/lib/session'

const noteOf = ({ decision }: Home): string =>
  !decision || decision.by === '系统' ? '信息和名册一致，已当场通过' : `管家${decision.by}已核对通过`

/** The door is open: what can be done now. */
export function Approved({ home }: { home: Home }) {
  const { chooseHome } = useSession()
  const goIn = (next: () => void) => () => {
    chooseHome(home.id)
    next()
  }
  const foot = (
    <BottomBar>
      <Button size="lg" isGrow className="register-done" onTap={goIn(goHome)}>
        进入首页
      </Button>
    </BottomBar>
  )
  return (
    <Page title="绑定房屋" foot={foot}>
      <View className="register__state">
        <StateHead icon="circle-check" tone="ok" title={`欢迎回家，${home.name}`} note={noteOf(home)} />
      </View>
      <Plate
        isTall
        unit={`${home.communityName} ${unitOf(home.room)}`}
        number={home.room.number}
        who={home.areaCentiSqm ? area(home.areaCentiSqm) : undefined}
        tag={RELATION_NAMES[home.relation]}
      />
      <Section title="接下来可以">
        <Card kind="list">
          <Cell
            isFirst
            icon="wrench"
            title="报修"
            note="拍照说明，看得到每一步"
            onTap={goIn(() => open('/packages/repair/form/index'))}
          />
          <Cell
            icon="building-2"
            title="再绑定一套房屋"
            note="几套房可以随时切换"
            onTap={() => replace('/packages/account/register/index')}
          />
        </Card>
      </Section>
    </Page>
  )
}
