import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { useStep } from '@/components/use-step'
import { visitOf, type VisitChoice } from '@/entries/repair/visit'
import { VisitPicker } from '../components/visit-picker'
import { call } from '@/lib/call'
import { joined } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { placeOf } from '@/entries/repair/words'
import type { ActProps } from './acts'
import { canCall, slotText } from './words'

/** Taking an order means agreeing on the visit: the slot the resident wished for stands first. */
export function AcceptSheet({ order, now, onClose, onChange }: ActProps) {
  const isOpenWish = Date.parse(order.wish.endAt) > now
  const [visit, setVisit] = useState<VisitChoice>(isOpenWish ? visitOf(order.wish) : {})
  const [isChecked, setIsChecked] = useState(false)
  const accept = useStep(
    (date: string, slot: NonNullable<VisitChoice['slot']>) =>
      call('repair', 'accept', { id: order.id, visit: { date, slot } }),
    { said: '工单已接', refresh: onChange, close: onClose },
  )
  const { date, slot } = visit
  const missing = isChecked && !slot ? '还没选上门时段，请选一个' : undefined
  const go = () => {
    setIsChecked(true)
    return date && slot ? accept.run(date, slot) : undefined
  }
  return (
    <Sheet
      isOpen
      title="接单"
      onClose={onClose}
      foot={
        <>
          {canCall(order.contact.phone) && (
            <Button kind="line" size="lg" onTap={() => dial(order.contact.phone)}>
              先打电话
            </Button>
          )}
          <Button size="lg" isGrow className="accept__go" onTap={go}>
            接这一单
          </Button>
        </>
      }
      footNote={missing ? '还有 1 处要填：上门时段' : '接单后业主会看到上门时间'}
    >
      <View className="inset">
        <View className="t3">{order.title}</View>
        <View className="cap mt-1">{`${placeOf(order)}，${order.contact.name}`}</View>
      </View>
      <View className="mt-5">
        <Field
          isFirst
          label="什么时候上门"
          hint={joined('业主希望', slotText(order.wish, now))}
          error={accept.fields.visit ?? accept.fields['visit.slot']}
        >
          <VisitPicker value={visit} onChange={setVisit} now={now} error={missing} />
        </Field>
      </View>
      <Refusal error={accept.error} shown={['visit']} />
    </Sheet>
  )
}
