import { View } from '@tarojs/components'
import { useState } from 'react'
import { BigTiles } from '@/components/big'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FieldError } from '@/components/field'
import { Page } from '@/components/page'
import { Photos } from '@/components/photos'
import { Sheet } from '@/components/sheet'
import { Textarea } from '@/components/textarea'
import { VisitPicker } from '../components/visit-picker'
import { aria } from '@/lib/aria'
import { spokenVisit } from '@/entries/repair/order-words'
import { dial } from '@/lib/phone-call'
import type { Community } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { completed, instantsOf, visitFor } from './elder-defaults'
import type { FormProps } from './full-form'
import { useReportForm, type ReportForm } from './use-report-form'
import { ELDER_ITEMS } from './words'
import { MAX_DESCRIPTION, MAX_PHOTOS } from '../../../../cloudfunctions/repair/limits'

/** Design 27: one tap says what is broken, nothing has to be typed. */
export function ElderForm({ me, home, community }: FormProps) {
  const now = useNow(me.now)
  const form = useReportForm({ home, now, complete: completed })
  const { draft, change, photos, setPhotos, errors } = form
  const [isChoosing, setIsChoosing] = useState(false)
  const visit = visitFor(draft, now)
  const room = me.homes.find(each => each.room.roomId === draft.roomId)?.room ?? home.room
  return (
    <Page title="报修" nav="home" foot={<Foot form={form} community={community} />}>
      <View id="field-category">
        <View className="t1 mt-2" {...aria({ role: 'heading', level: 1 })}>
          什么坏了？
        </View>
        <View className="cap mt-1">点一个就行，不用打字</View>
        <FieldError text={errors.category} />
      </View>
      <View className="report__bigs">
        <BigTiles
          label="什么坏了"
          tiles={ELDER_ITEMS.map(({ value, text, icon }) => ({
            text,
            icon,
            isOn: value === draft.category,
            onTap: () => change({ category: value }),
          }))}
        />
      </View>
      <Card className="ecard mt-card">
        <View id="field-photos">
          <View className="t2">拍张照片</View>
          <View className="cap mt-1">不拍也可以</View>
        </View>
        <View className="mt-3">
          <Photos max={MAX_PHOTOS} photos={photos} onChange={setPhotos} label="报修照片" />
        </View>
        <FieldError text={errors.photos} />
      </Card>
      <Card className="ecard mt-card">
        <View id="field-description" className="t2">
          想说的，写一句
        </View>
        <View className="cap mt-1">不写也可以，师傅会先打电话问您</View>
        <View className="mt-3">
          <Textarea
            label="想说的"
            placeholder="如 厨房水槽一直滴水"
            max={MAX_DESCRIPTION}
            value={draft.description}
            onChange={description => change({ description })}
            error={errors.description}
          />
        </View>
        <FieldError text={errors.description} />
      </Card>
      <Card className="ecard mt-card">
        <View className="cap">师傅会来</View>
        <View className="t2 mt-1">{room.label}</View>
        <View className="tx mt-1">{spokenVisit(instantsOf(visit), now)}</View>
        <Button kind="line" isBlock className="mt-4 report__move" onTap={() => setIsChoosing(true)}>
          换个时间
        </Button>
      </Card>
      <Sheet
        isOpen={isChoosing}
        title="什么时候来"
        onClose={() => setIsChoosing(false)}
        foot={
          <Button size="lg" isGrow onTap={() => setIsChoosing(false)}>
            就这个时间
          </Button>
        }
      >
        <VisitPicker value={visit} onChange={chosen => change({ visit: chosen })} now={now} />
      </Sheet>
    </Page>
  )
}

function Foot({ form, community }: { form: ReportForm; community: Community }) {
  const { draft, errors, error, isPending, submit } = form
  const tile = ELDER_ITEMS.find(({ value }) => value === draft.category)
  const phone = community.desk.isOpen ? community.desk.phone : community.hotline
  return (
    <BottomBar hint={errors.category ?? errors.photos ?? error?.message} isHintDanger>
      <View className="grow">
        <Button size="lg" isBlock className="report__submit" isLoading={isPending} onTap={() => submit()}>
          {tile?.button ?? '报修'}
        </Button>
        <Button kind="text" icon="phone" isBlock className="report__call" onTap={() => dial(phone)}>
          打电话让管家帮我报
        </Button>
      </View>
    </BottomBar>
  )
}
