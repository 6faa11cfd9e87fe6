import { useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Page } from '@/components/page'
import { StateHead } from '@/components/state-head'
import { read } from '@/lib/call'
import { phone } from '@/lib/format'
import { useSession } from '@/lib/session'
import { useDraft } from '@/lib/use-draft'
import { useQuery } from '@/lib/use-query'
import { ConsentCheck } from './consent-check'
import { ConsentSheet } from './consent-sheet'
import type { Person } from './form'
import { HouseField, type Choosing, type House } from './house-field'
import { HouseSheets } from './house-sheets'
import { PersonFields } from './person-fields'
import { useConsent } from './use-consent'
import { useRegister } from './use-register'

interface Draft extends House, Person {
  hasAgreed: boolean
}

const EMPTY: Draft = {
  communityId: '',
  unit: null,
  room: null,
  relation: '',
  name: '',
  phone: '',
  hasAgreed: false,
}

/** A room not asked for before: consent, room, person, then the roster answers (ACC-1, ACC-3). */
export function NewApplication() {
  const known = useSession().me?.homes[0]
  const list = useQuery('communities', () => read('account', 'communities', {}))
  const communities = list.data ?? []
  const { draft, change, clear } = useDraft('register', {
    ...EMPTY,
    name: known?.name ?? '',
    phone: phone(known?.phone ?? ''),
  })
  const [phoneCode, setPhoneCode] = useState('')
  const [choosing, setChoosing] = useState<Choosing>(null)
  const consent = useConsent(draft.hasAgreed, () => change({ hasAgreed: true }))
  const registering = useRegister(clear, () => setPhoneCode(''))
  const only = communities.length === 1 ? communities[0] : undefined
  const community = communities.find(({ id }) => id === draft.communityId) ?? only

  const submit = () => {
    if (!consent.hasAgreed) return consent.open()
    return registering.submit({ ...draft, roomId: draft.room?.roomId ?? '', phoneCode })
  }
  const changeHouse = (part: Partial<House>) => {
    change(part)
    if (part.room) registering.forgive(['roomId'])
  }
  const foot = (
    <BottomBar above={<ConsentCheck consent={consent} />} hint={registering.hint} isHintDanger>
      <Button
        size="lg"
        isGrow
        className="register-submit"
        loadingText="正在核对"
        isLoading={registering.isPending}
        onTap={submit}
      >
        提交核对
      </Button>
    </BottomBar>
  )
  return (
    <Page title="绑定房屋" load={list} foot={foot}>
      <StateHead title="绑定您的房屋" note="信息和业主名册一致时，当场通过" />
      <HouseField
        communities={communities}
        community={community}
        house={draft}
        error={registering.errors.roomId}
        onOpen={setChoosing}
      />
      <PersonFields
        person={draft}
        onChange={change}
        phoneCode={phoneCode}
        onPhoneCode={setPhoneCode}
        registering={registering}
      />
      <HouseSheets
        communities={communities}
        community={community}
        house={draft}
        choosing={choosing}
        onChoosing={setChoosing}
        onChange={changeHouse}
      />
      <ConsentSheet {...consent.sheet} />
    </Page>
  )
}
