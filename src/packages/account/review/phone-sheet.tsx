import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { IconButton } from '@/components/icon-button'
import { Note } from '@/components/note'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import type { InputOf } from '@/lib/api'
import { call } from '@/lib/call'
import { phone } from '@/lib/format'
import { dial } from '@/lib/phone-call'
import { useAction } from '@/lib/use-action'
import type { ReviewDetail } from '../components/review-words'

type Which = InputOf<'account', 'revealPhone'>['which']

interface PhoneSheetProps {
  review: ReviewDetail
  isOpen: boolean
  onClose: () => void
}

/** Full numbers, one by one: each look is recorded (ACC-8), so nothing is shown before it is asked for. */
export function PhoneSheet({ review, isOpen, onClose }: PhoneSheetProps) {
  const [shown, setShown] = useState<Partial<Record<Which, string>>>({})
  const reveal = useAction(async (which: Which) => {
    const answer = await call('account', 'revealPhone', { id: review.id, which })
    setShown(old => ({ ...old, [which]: answer.phone }))
  })
  return (
    <Sheet isOpen={isOpen} title="看完整号码" onClose={onClose}>
      <View>
        <Number
          isFirst
          title="申请人填的号码"
          number={shown.applicant}
          onReveal={() => reveal.run('applicant')}
        />
        <Number title="名册上的号码" number={shown.roster} onReveal={() => reveal.run('roster')} />
      </View>
      <Refusal error={reveal.error} />
      <Note icon="shield-check" className="mt-4">
        每看一次都会记下：您是谁、看了谁的号码、什么时间。
      </Note>
    </Sheet>
  )
}

interface NumberProps {
  title: string
  /** a roster may hold several for one room */
  number: string | undefined
  onReveal: () => unknown
  isFirst?: boolean
}

function Number({ title, number, onReveal, isFirst }: NumberProps) {
  if (!number) {
    const button = (
      <Button kind="soft" size="sm" label={`显示${title}`} onTap={onReveal}>
        显示
      </Button>
    )
    return <Cell isFirst={isFirst} title={title} note="还没显示" extra={button} />
  }
  return (
    <>
      {number.split('、').map((one, index) => (
        <Cell
          key={one}
          isFirst={isFirst && index === 0}
          title={title}
          note={phone(one)}
          extra={<IconButton icon="phone" label={`打${title} ${phone(one)}`} onTap={() => dial(one)} />}
        />
      ))}
    </>
  )
}
