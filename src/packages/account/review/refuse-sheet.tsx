import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { RadioGroup } from '@/components/radio'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Textarea } from '@/components/textarea'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import { goBack } from '@/lib/navigation'
import type { ReviewDetail } from '../components/review-words'
import { MAX_REFUSAL, REFUSE_REASONS } from '../../../../cloudfunctions/account/limits'
import { REFUSE_REASON_NAMES } from '../../../../cloudfunctions/account/words'

type Reason = (typeof REFUSE_REASONS)[number]

interface Words {
  note?: string
  /** what the applicant reads, to be edited */
  message: string
}

const WORDS: Record<Reason, Words> = {
  name: {
    note: '请按购房合同填写',
    message: '您填的姓名和这套房登记的业主对不上。请按购房合同填写。',
  },
  phone: {
    note: '换成登记的号码，或联系管家更新',
    message: '您填的手机号和这套房登记的对不上。请换成登记的号码，或联系管家更新。',
  },
  ownerConsent: {
    note: '请业主联系管家说一声',
    message: '这套房的登记要业主同意。请业主联系管家说一声，再提交一次。',
  },
  other: { message: '' },
}

const ITEMS = REFUSE_REASONS.map(value => ({
  value,
  title: REFUSE_REASON_NAMES[value],
  note: WORDS[value].note,
}))

/** The likeliest reason stands first chosen. */
const firstReason = ({ flags }: ReviewDetail): Reason => {
  if (flags.includes('missing')) return 'ownerConsent'
  return flags.includes('name') || !flags.includes('phone') ? 'name' : 'phone'
}

interface RefuseSheetProps {
  review: ReviewDetail
  onClose: () => void
  onChange: () => unknown
}

export function RefuseSheet({ review, onClose, onChange }: RefuseSheetProps) {
  const [reason, setReason] = useState<Reason>(() => firstReason(review))
  // null: not touched, so it follows the reason
  const [edited, setEdited] = useState<string | null>(null)
  const [isChecked, setIsChecked] = useState(false)
  const message = edited ?? WORDS[reason].message
  const refuse = useStep(
    () => call('account', 'refuse', { id: review.id, reason, message: message.trim() }),
    { said: `已退回，并通知${review.name}`, refresh: onChange, close: onClose },
  )
  const missing = isChecked && !message.trim() ? '还没写给业主的话，请写一句怎么改' : undefined
  const go = async () => {
    setIsChecked(true)
    if (!message.trim() || length(message.trim()) > MAX_REFUSAL) return
    if (await refuse.run()) goBack()
  }
  return (
    <Sheet
      isOpen
      title={`退回给${review.name}`}
      onClose={onClose}
      foot={
        <Button size="lg" isGrow className="refuse__go" onTap={go}>
          退回并通知
        </Button>
      }
    >
      <RadioGroup label="退回原因" items={ITEMS} value={reason} onChange={setReason} />
      <View className="mt-4">
        <Field
          isFirst
          label="业主会看到"
          hint="不要写出名册上的内容，防止冒名试探。"
          error={missing ?? refuse.fields.message}
        >
          <Textarea
            label="业主会看到"
            max={MAX_REFUSAL}
            value={message}
            error={missing ?? refuse.fields.message}
            onChange={setEdited}
          />
        </Field>
      </View>
      <Refusal error={refuse.error} shown={['message']} />
    </Sheet>
  )
}
