import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ChipGroup } from '@/components/chip'
import { Field } from '@/components/field'
import { Note } from '@/components/note'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Textarea } from '@/components/textarea'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import type { ActProps } from './acts'
import { MAX_REASON } from '../../../../cloudfunctions/repair/limits'

interface Words {
  title: string
  question: string
  reasons: string[]
  note: string
  button: string
  said: string
  isDanger?: boolean
}

const HAND_BACK: Words = {
  title: '转给同事',
  question: '为什么转',
  reasons: ['手上排满了', '没有合适的工具', '这个我不会修', '今天不在岗'],
  note: '系统会另找一位师傅，找不到就交给服务台派单。原因只有同事看得到。',
  button: '转出这张工单',
  said: '工单已转出',
}

const CANCEL: Words = {
  title: '取消工单',
  question: '为什么取消',
  reasons: ['业主说不用修了', '重复报修', '不归物业修', '联系不上业主'],
  note: '取消后不能恢复，业主会收到消息和原因。要修得重新报。',
  button: '取消这张工单',
  said: '工单已取消',
  isDanger: true,
}

interface ReasonSheetProps extends ActProps {
  kind: 'handBack' | 'cancel'
}

/** Steps that need a reason: giving an order back, cancelling it. */
export function ReasonSheet({ kind, order, onClose, onChange }: ReasonSheetProps) {
  const words = kind === 'cancel' ? CANCEL : HAND_BACK
  const [why, setWhy] = useState<string>()
  const [more, setMore] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const reason = [why, more.trim()].filter(Boolean).join('，')
  const step = useStep(
    () => (kind === 'cancel' ? call('repair', 'cancel', input()) : call('repair', 'handBack', input())),
    { said: words.said, refresh: onChange, close: onClose },
  )
  const input = () => ({ id: order.id, reason })
  const error = isChecked && !reason ? '还没说原因，请选一个或写一句' : step.fields.reason
  const go = () => {
    setIsChecked(true)
    return reason && length(reason) <= MAX_REASON ? step.run() : undefined
  }
  return (
    <Sheet
      isOpen
      title={words.title}
      onClose={onClose}
      foot={
        <Button
          size="lg"
          isGrow
          kind={words.isDanger ? 'danger' : 'primary'}
          className="reason__go"
          onTap={go}
        >
          {words.button}
        </Button>
      }
    >
      <Field isFirst label={words.question}>
        <ChipGroup
          label={words.question}
          layout="half"
          options={words.reasons.map(text => ({ value: text, text }))}
          value={why}
          onChange={setWhy}
          error={error}
        />
      </Field>
      <View className="mt-3">
        <Textarea
          label="补充说明"
          placeholder="选填，补一句"
          max={MAX_REASON - (why ? why.length + 1 : 0)}
          value={more}
          onChange={setMore}
        />
      </View>
      <Note icon="info" className="mt-4">
        {words.note}
      </Note>
      <Refusal error={step.error} shown={['reason']} />
    </Sheet>
  )
}
