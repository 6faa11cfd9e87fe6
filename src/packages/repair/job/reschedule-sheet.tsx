import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ChipGroup } from '@/components/chip'
import { Field } from '@/components/field'
import { Input } from '@/components/input'
import { Note } from '@/components/note'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { useStep } from '@/components/use-step'
import { VisitPicker } from '../components/visit-picker'
import type { VisitChoice } from '@/entries/repair/visit'
import { call } from '@/lib/call'
import { joined } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import type { ActProps } from './acts'
import { canCall, slotText } from './words'
import { MAX_ADDED } from '../../../../cloudfunctions/repair/limits'

const REASONS = ['缺配件', '上一单没完', '业主不在家', '要停水配合']

interface RescheduleProps extends ActProps {
  /** 敲门没人 already knows why */
  reason?: string
}

/** Being late is announced before, not after: the resident agrees to another time (REQ-5). */
export function RescheduleSheet({ order, now, onClose, onChange, reason }: RescheduleProps) {
  const [why, setWhy] = useState<string | undefined>(reason)
  const [more, setMore] = useState('')
  const [visit, setVisit] = useState<VisitChoice>({})
  const [isChecked, setIsChecked] = useState(false)
  const { name, phone } = order.contact
  const words = [why, more.trim()].filter(Boolean).join('，')
  const { date, slot } = visit
  const propose = useStep(
    (day: string, range: NonNullable<VisitChoice['slot']>) =>
      call('repair', 'proposeTime', { id: order.id, visit: { date: day, slot: range }, reason: words }),
    { said: `已发给${name}确认`, refresh: onChange, close: onClose },
  )
  const go = () => {
    setIsChecked(true)
    return words && date && slot ? propose.run(date, slot) : undefined
  }
  const missing = [!words && '为什么改', !slot && '改到的时段'].filter(text => text !== false)
  const whyError = isChecked && !words ? '还没选为什么改，请选一个' : propose.fields.reason
  const visitError = isChecked && !slot ? '还没选改到什么时候，请选一个时段' : propose.fields.visit
  return (
    <Sheet
      isOpen
      title="改约"
      onClose={onClose}
      foot={
        <>
          {canCall(phone) && (
            <Button kind="line" size="lg" onTap={() => dial(phone)}>
              先打电话
            </Button>
          )}
          <Button size="lg" isGrow className="reschedule__go" onTap={go}>
            {[...name].length > 4 ? '发给业主确认' : `发给${name}确认`}
          </Button>
        </>
      }
      footNote={
        isChecked && missing.length ? `还有 ${missing.length} 处要填：${missing.join('、')}` : undefined
      }
    >
      <Field isFirst label="为什么改" extra="业主会看到">
        <ChipGroup
          label="为什么改"
          layout="half"
          options={REASONS.map(text => ({ value: text, text }))}
          value={why}
          onChange={setWhy}
          error={whyError}
        />
        <View className="mt-2">
          <Input
            label="补充说明"
            placeholder="选填，补一句"
            maxLength={MAX_ADDED}
            value={more}
            onChange={setMore}
          />
        </View>
      </Field>
      <Field label="改到">
        <VisitPicker value={visit} onChange={setVisit} now={now} error={visitError} />
      </Field>
      <Note tone="warn" icon="circle-alert" className="mt-4">
        {order.appointment
          ? `${joined('原来约的是', slotText(order.appointment, now))}。改约要业主同意，没同意前仍按原时间计时。`
          : '改约要业主同意，没同意前仍按原时间计时。'}
      </Note>
      <Refusal error={propose.error} shown={['reason', 'visit']} />
    </Sheet>
  )
}
