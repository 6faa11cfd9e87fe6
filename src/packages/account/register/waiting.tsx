import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { confirm } from '@/components/dialog'
import { Note } from '@/components/note'
import { Page } from '@/components/page'
import { GhostPlate } from '@/components/plate'
import { StateHead } from '@/components/state-head'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { useStep } from '@/components/use-step'
import { askForMessage, canAsk, prepareToAsk } from '@/lib/ask-messages'
import { call } from '@/lib/call'
import { day, dayTime, spokenTime } from '@/lib/format'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { goHome } from '@/lib/navigation'
import { dial } from '@/lib/phone-call'
import { useSession, type Community, type Home } from '@/lib/session'
import { useSettings } from '@/lib/settings'
import { useAction } from '@/lib/use-action'
import { useNow } from '@/lib/use-now'

const WHY: Record<Home['relation'], string> = {
  owner: '内容和名册没有完全对上，管家核对后答复您。',
  family: '名册只登记业主，管家会联系这套房的业主确认。',
  tenant: '名册只登记业主，管家会联系这套房的业主确认。',
}

function dueText({ reviewDueAt: at }: Home, now: number, isElder: boolean): string {
  const time = isElder ? `${day(at, now)}${spokenTime(at)}前` : `${dayTime(at, now)} 前`
  return Date.parse(at) < now ? `说好 ${time}有结果，已经过了，请打电话问管家` : `${time}有结果，会发消息给您`
}

/** The desk looks at it: until when, and what is quicker. Tells nothing of the roster. */
export function Waiting({ home, community }: { home: Home; community: Community | undefined }) {
  const { me, refresh } = useSession()
  const { isElder } = useSettings()
  const now = useNow(me?.now)
  const withdraw = useStep(() => call('account', 'withdraw', { roomId: home.room.roomId }), {
    said: '申请已撤回',
    close: goHome,
    refresh,
  })
  const ask = async () => {
    const isSure = await confirm({
      title: '撤回这份申请吗',
      text: '撤回后管家不再核对。还想绑定时，要重新填写。',
      yes: '撤回申请',
      no: '接着等',
      isDanger: true,
    })
    if (isSure) await withdraw.run()
  }
  const foot = (
    <BottomBar hint={withdraw.error?.message} isHintDanger>
      <Button
        kind="line"
        size="lg"
        className="register-withdraw"
        isLoading={withdraw.isPending}
        onTap={() => void ask()}
      >
        撤回申请
      </Button>
      <Button size="lg" isGrow onTap={goHome}>
        回首页
      </Button>
    </BottomBar>
  )
  return (
    <Page title="绑定房屋" foot={foot}>
      <View className="register__state">
        <StateHead icon="hourglass" tone="warn" title="等管家核对" note={dueText(home, now, isElder)} />
      </View>
      <GhostPlate
        unit={`${home.communityName} ${unitOf(home.room)}`}
        number={home.room.number}
        who={`${RELATION_NAMES[home.relation]}，${home.name}`}
        status={<Tag tone="warn">审核中</Tag>}
      />
      <Card isNext>
        <Steps names={['提交', '名册比对', '人工核对', '完成']} current={2} />
        <Note className="mt-4">{WHY[home.relation]}</Note>
      </Card>
      {community && <Quicker community={community} />}
    </Page>
  )
}

function Quicker({ community: { desk, hotline } }: { community: Community }) {
  const [isAsked, setIsAsked] = useState(false)
  const [isAskable, setIsAskable] = useState(canAsk('registration'))
  useEffect(() => void prepareToAsk().then(() => setIsAskable(canAsk('registration'))), [])
  const notify = useAction(async () => {
    const isAllowed = await askForMessage('registration')
    setIsAsked(isAllowed)
    toast(isAllowed ? '有结果会发微信给您' : '没有打开微信通知', isAllowed ? 'circle-check' : 'circle-alert')
  })
  return (
    <Card kind="list" isNext>
      <Cell
        isFirst
        icon="phone"
        title="打电话给管家"
        note={`${desk.name}，${desk.from}–${desk.to}`}
        onTap={() => dial(desk.phone)}
      />
      {!desk.isOpen && (
        <Cell icon="headset" title="打 24 小时热线" note={hotline} onTap={() => dial(hotline)} />
      )}
      {isAskable && !isAsked && (
        <Cell
          icon="bell"
          className="register-notify"
          title="有结果时微信通知我"
          note="只发这一条"
          onTap={() => void notify.run()}
        />
      )}
    </Card>
  )
}
