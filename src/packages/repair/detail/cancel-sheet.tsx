import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ChipGroup } from '@/components/chip'
import { Input } from '@/components/input'
import { Note } from '@/components/note'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import type { SheetProps } from './acts'
import { MAX_ADDED } from '../../../../cloudfunctions/repair/limits'

const REASONS = ['自己修好了', '不想修了', '填错了，重新报', '等太久了']

/** Cancelling asks why, which is also the moment to think again. */
export function CancelSheet({ order, onClose, onChange }: SheetProps) {
  const [why, setWhy] = useState<string>()
  const [more, setMore] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const reason = [why, more.trim()].filter(Boolean).join('，')
  const cancel = useStep(() => call('repair', 'cancel', { id: order.id, reason }), {
    said: '报修已取消',
    refresh: onChange,
    close: onClose,
  })
  const go = () => {
    setIsChecked(true)
    return reason ? cancel.run() : undefined
  }
  return (
    <Sheet
      isOpen
      title="取消这次报修"
      onClose={onClose}
      foot={
        <>
          <Button kind="line" size="lg" onTap={onClose}>
            先不取消
          </Button>
          <Button kind="danger" size="lg" isGrow className="cancel__go" onTap={go}>
            取消报修
          </Button>
        </>
      }
    >
      <ChipGroup
        label="为什么取消"
        layout="half"
        options={REASONS.map(text => ({ value: text, text }))}
        value={why}
        onChange={setWhy}
        error={isChecked && !reason ? '还没说为什么，请选一个或写一句' : cancel.fields.reason}
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
      <Note icon="info" className="mt-4 sheet__note">
        {order.technician
          ? `取消后不能恢复，我们会告诉${order.technician}。要修得重新报修。`
          : '取消后不能恢复，要修得重新报修。'}
      </Note>
      <Refusal error={cancel.error} shown={['reason']} />
    </Sheet>
  )
}
