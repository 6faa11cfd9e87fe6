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
import { visitText } from '@/entries/repair/order-words'
import type { SheetProps } from './acts'
import { MAX_ADDED } from '../../../../cloudfunctions/repair/limits'

const REASONS = ['这个时间不在家', '家里有事', '想早点修', '老人在休息']

/** The resident asks for another time; the technician has to agree (REQ-5). */
export function MoveSheet({ order, now, onClose, onChange }: SheetProps) {
  const [why, setWhy] = useState<string>()
  const [more, setMore] = useState('')
  const [visit, setVisit] = useState<VisitChoice>({})
  const [isChecked, setIsChecked] = useState(false)
  const reason = [why, more.trim()].filter(Boolean).join('，')
  const propose = useStep(
    (date: string, slot: NonNullable<VisitChoice['slot']>) =>
      call('repair', 'proposeTime', { id: order.id, visit: { date, slot }, reason }),
    { said: '改约已发给师傅', refresh: onChange, close: onClose },
  )
  const { date, slot } = visit
  const go = () => {
    setIsChecked(true)
    return reason && date && slot ? propose.run(date, slot) : undefined
  }
  const missing = [!slot && '上门时段', !reason && '为什么改'].filter(text => text !== false)
  const visitError = isChecked && !slot ? '还没选改到什么时候，请选一个时段' : propose.fields.visit
  const reasonError = isChecked && !reason ? '还没说为什么改，请选一个或写一句' : propose.fields.reason
  return (
    <Sheet
      isOpen
      title="换个时间上门"
      onClose={onClose}
      foot={
        <Button size="lg" isGrow className="move__go" onTap={go}>
          发给师傅确认
        </Button>
      }
      footNote={
        isChecked && missing.length ? `还有 ${missing.length} 处要填：${missing.join('、')}` : undefined
      }
    >
      <Field isFirst label="改到">
        <VisitPicker value={visit} onChange={setVisit} now={now} error={visitError} />
      </Field>
      <Field label="为什么改" extra="师傅会看到">
        <ChipGroup
          label="为什么改"
          layout="half"
          options={REASONS.map(text => ({ value: text, text }))}
          value={why}
          onChange={setWhy}
          error={reasonError}
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
      {order.appointment && (
        <Note icon="info" className="mt-4">
          {`${joined('现在约的是', visitText(order.appointment, now))}。师傅没同意前，还按这个时间来。`}
        </Note>
      )}
      <Refusal error={propose.error} shown={['visit', 'reason']} />
    </Sheet>
  )
}
