import { View } from '@tarojs/components'
import { useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { IconButton } from '@/components/icon-button'
import { Input } from '@/components/input'
import { Page } from '@/components/page'
import { Photos } from '@/components/photos'
import { PickGrid } from '@/components/pick-grid'
import { RadioGroup } from '@/components/radio'
import { Textarea } from '@/components/textarea'
import { VisitPicker } from '../components/visit-picker'
import { phoneAsTyped } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { URGENCY_NAMES } from '../../../../cloudfunctions/repair/words'
import type { Community, Home, Me } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { PlaceField } from './place-field'
import { RoomSheet, SpotSheet } from './place-sheets'
import { useReportForm, type ReportForm } from './use-report-form'
import { CATEGORY_ITEMS, URGENCY_NOTES } from './words'
import { MAX_NAME } from '../../../../cloudfunctions/shared/limits'
import {
  MAX_DESCRIPTION,
  MAX_PHOTOS,
  URGENCIES,
  type Category,
} from '../../../../cloudfunctions/repair/limits'

export interface FormProps {
  me: Me
  home: Home
  community: Community
}

/** Design 02. */
export function FullForm({ me, home, community }: FormProps) {
  const now = useNow(me.now)
  const form = useReportForm({ home, now })
  const { draft, change, photos, setPhotos, errors, focus } = form
  const [sheet, setSheet] = useState<'room' | 'spot'>()
  const close = () => setSheet(undefined)
  const chooseCategory = (category: Category) =>
    change({ category, ...(category === 'public' && draft.spot === '' ? { placeKind: 'public' } : {}) })
  return (
    <Page title="报修" foot={<Foot form={form} />}>
      <Field isFirst label="哪里出了问题" id="field-category">
        <PickGrid
          label="问题类别"
          items={CATEGORY_ITEMS}
          value={draft.category}
          onChange={chooseCategory}
          error={errors.category}
        />
      </Field>
      <Field label="问题描述" id="field-description" error={errors.description}>
        <Textarea
          label="问题描述"
          placeholder="哪里、什么样、从什么时候开始"
          max={MAX_DESCRIPTION}
          value={draft.description}
          onChange={description => change({ description })}
          error={errors.description}
          isFocused={focus === 'description'}
        />
      </Field>
      <View className="mt-3">
        <Field isFirst id="field-photos" error={errors.photos}>
          <Photos max={MAX_PHOTOS} photos={photos} onChange={setPhotos} label="报修照片" />
        </Field>
      </View>
      <PlaceField me={me} form={form} onRoom={() => setSheet('room')} onSpot={() => setSheet('spot')} />
      <Field label="上门时间" id="field-wish">
        <VisitPicker
          value={draft.visit}
          onChange={visit => change({ visit })}
          now={now}
          error={errors.wish}
        />
      </Field>
      <Field label="紧急程度">
        <RadioGroup
          label="紧急程度"
          value={draft.urgency}
          onChange={urgency => change({ urgency })}
          items={URGENCIES.map(value => ({
            value,
            title: URGENCY_NAMES[value],
            note: URGENCY_NOTES[value],
            extra: value === 'urgent' && (
              <IconButton icon="phone" label="拨打 24 小时热线" onTap={() => dial(community.hotline)} />
            ),
          }))}
        />
      </Field>
      <ContactField form={form} />
      <RoomSheet isOpen={sheet === 'room'} me={me} form={form} onClose={close} />
      <SpotSheet isOpen={sheet === 'spot'} form={form} onClose={close} />
    </Page>
  )
}

const ContactField = ({ form: { draft, change, errors, focus } }: { form: ReportForm }) => (
  <>
    <Field label="联系人" id="field-contactName" error={errors.contactName}>
      <Input
        label="联系人姓名"
        placeholder="师傅上门找谁"
        maxLength={MAX_NAME}
        value={draft.contactName}
        onChange={contactName => change({ contactName })}
        error={errors.contactName}
        isFocused={focus === 'contactName'}
      />
    </Field>
    <View className="mt-3">
      <Field isFirst id="field-contactPhone" error={errors.contactPhone}>
        <Input
          kind="phone"
          label="联系人手机号"
          placeholder="11 位手机号"
          value={phoneAsTyped(draft.contactPhone)}
          onChange={contactPhone => change({ contactPhone })}
          error={errors.contactPhone}
          isFocused={focus === 'contactPhone'}
        />
      </Field>
    </View>
  </>
)

const Foot = ({ form }: { form: ReportForm }) => (
  <BottomBar hint={form.hint ?? form.error?.message} isHintDanger>
    <Button
      size="lg"
      isGrow
      className="report__submit"
      isLoading={form.isPending}
      onTap={() => form.submit()}
    >
      提交报修
    </Button>
  </BottomBar>
)
