import { View } from '@tarojs/components'
import { useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Page } from '@/components/page'
import { GhostPlate } from '@/components/plate'
import { StateHead } from '@/components/state-head'
import { Tag } from '@/components/tag'
import { dayTime, phone } from '@/lib/format'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { unitOf } from '@/lib/format'
import { replace } from '@/lib/navigation'
import { dial } from '@/lib/phone-call'
import { useSession, type Community, type Home } from '@/lib/session'
import { useSettings } from '@/lib/settings'
import { useDraft } from '@/lib/use-draft'
import { useNow } from '@/lib/use-now'
import { ConsentCheck } from './consent-check'
import { ConsentSheet } from './consent-sheet'
import type { Person } from './form'
import { PersonFields } from './person-fields'
import { useConsent } from './use-consent'
import { useRegister } from './use-register'

interface Draft extends Person {
  hasAgreed: boolean
}

/** Sent back: the reason, and the same form to put right in place. */
export function Refused({ home, community }: { home: Home; community: Community | undefined }) {
  const { room, relation, name, decision } = home
  const { me } = useSession()
  const { isElder } = useSettings()
  const now = useNow(me?.now)
  const { draft, change, clear } = useDraft<Draft>(`register.${room.roomId}`, {
    relation,
    name,
    phone: phone(home.phone),
    hasAgreed: false,
  })
  const [phoneCode, setPhoneCode] = useState('')
  const consent = useConsent(draft.hasAgreed, () => change({ hasAgreed: true }))
  const registering = useRegister(clear, () => setPhoneCode(''))
  const submit = () => {
    if (!consent.hasAgreed) return consent.open()
    return registering.submit({ ...draft, roomId: room.roomId, phoneCode })
  }
  const foot = (
    <BottomBar
      above={me?.consentNeeded ? <ConsentCheck consent={consent} /> : undefined}
      hint={registering.hint}
      isHintDanger
    >
      {community && (
        <Button kind="line" size="lg" onTap={() => dial(community.desk.phone)}>
          {isElder ? '打电话' : '打电话问管家'}
        </Button>
      )}
      <Button
        size="lg"
        isGrow
        className="register-submit"
        loadingText="正在核对"
        isLoading={registering.isPending}
        onTap={submit}
      >
        更正并重新提交
      </Button>
    </BottomBar>
  )
  const by = decision ? `管家${decision.by} ${dayTime(decision.at, now)} 退回，` : ''
  return (
    <Page title="绑定房屋" foot={foot}>
      <View className="register__state">
        <StateHead icon="circle-alert" tone="danger" title="登记没有通过" note={`${by}改好可重新提交`} />
      </View>
      <GhostPlate
        unit={`${home.communityName} ${unitOf(room)}`}
        number={room.number}
        who={`${RELATION_NAMES[relation]}，${name}`}
        status={<Tag tone="danger">待更正</Tag>}
      />
      <Card isNext>
        <View className="t3">管家留言</View>
        <View className="tx ink-2 pre mt-1">{decision?.reason ?? '请核对姓名和手机号后重新提交。'}</View>
        <View className="hair" />
        <PersonFields
          person={draft}
          onChange={change}
          phoneCode={phoneCode}
          onPhoneCode={setPhoneCode}
          registering={registering}
        />
      </Card>
      <Card kind="list" isNext>
        <Cell
          isFirst
          icon="building-2"
          title="选错房屋了"
          note="重新选房号，再申请一次"
          onTap={() => replace('/packages/account/register/index')}
        />
      </Card>
      <ConsentSheet {...consent.sheet} />
    </Page>
  )
}
