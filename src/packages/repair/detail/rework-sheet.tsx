import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ChipSet } from '@/components/chip'
import { Field, FieldError } from '@/components/field'
import { Note } from '@/components/note'
import { photosWait, storedIds, type Photo } from '@/components/photo'
import { Photos } from '@/components/photos'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Textarea } from '@/components/textarea'
import { useStep } from '@/components/use-step'
import { VisitPicker } from '../components/visit-picker'
import type { VisitChoice } from '@/entries/repair/visit'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import { useDraft } from '@/lib/use-draft'
import { useKeptPhotos } from '../job/use-kept-photos'
import type { SheetProps } from './acts'
import { MAX_PHOTOS, MAX_REWORK_TEXT, REWORK_REASONS } from '../../../../cloudfunctions/repair/limits'

type Reason = (typeof REWORK_REASONS)[number]

interface ReworkDraft {
  reasons: Reason[]
  text: string
  photos: Photo[]
}

/** Design 14d: what is still wrong, and when to come again (REQ-9). What was typed is kept until it is sent. */
export function ReworkSheet({ order, now, onClose, onChange }: SheetProps) {
  const { draft, change, clear } = useDraft<ReworkDraft>(`rework.${order.id}.${order.round}`, {
    reasons: [],
    text: '',
    photos: [],
  })
  const [photos, setPhotos] = useKeptPhotos(draft.photos, kept => change({ photos: kept }))
  const [visit, setVisit] = useState<VisitChoice>({})
  const [isChecked, setIsChecked] = useState(false)
  const { reasons, text } = draft
  const isTooLong = length(text.trim()) > MAX_REWORK_TEXT
  const rework = useStep(
    async (date: string, slot: NonNullable<VisitChoice['slot']>) => {
      const input = { id: order.id, reasons, text: text.trim(), photos: storedIds(photos) }
      await call('repair', 'requestRework', { ...input, wish: { date, slot } })
      clear()
    },
    { said: '返工已提交', refresh: onChange, close: onClose },
  )
  const { date, slot } = visit
  const wait = photosWait(photos, '提交')
  const go = () => {
    setIsChecked(true)
    return reasons.length > 0 && !isTooLong && date && slot ? rework.run(date, slot) : undefined
  }
  const slotError = isChecked && !slot ? '还没选什么时候方便，请选一个时段' : rework.fields.wish
  return (
    <Sheet
      isOpen
      title="哪里还没修好"
      onClose={onClose}
      foot={
        <Button size="lg" isGrow className="rework__go" isDisabled={Boolean(wait)} onTap={go}>
          要求返工
        </Button>
      }
      footNote={wait ?? missingText(isChecked, reasons.length, slot)}
    >
      <ChipSet
        label="哪里还没修好"
        layout="half"
        options={REWORK_REASONS.map(reason => ({ value: reason, text: reason }))}
        value={reasons}
        onChange={value => change({ reasons: value })}
        error={isChecked && reasons.length === 0 ? '还没选哪里没修好，请选一项' : rework.fields.reasons}
      />
      <View className="mt-3">
        <Textarea
          label="说明"
          placeholder="选填，说说现在是什么样"
          max={MAX_REWORK_TEXT}
          value={text}
          onChange={value => change({ text: value })}
        />
        <FieldError text={isTooLong ? `最多 ${MAX_REWORK_TEXT} 个字，请删减一些` : undefined} />
      </View>
      <View className="mt-3">
        <Photos max={MAX_PHOTOS} photos={photos} onChange={setPhotos} label="返工照片" />
      </View>
      <Field label="什么时候方便">
        <VisitPicker value={visit} onChange={setVisit} now={now} error={slotError} />
      </Field>
      <Note tone="brand" icon="shield-check" className="mt-4 sheet__note">
        返工由原来的师傅负责，服务台会先打电话给您。
      </Note>
      <Refusal error={rework.error} shown={['reasons', 'wish']} />
    </Sheet>
  )
}

/** The fields may be out of sight when the button is tapped. */
function missingText(isChecked: boolean, reasons: number, slot: string | undefined): string | undefined {
  if (!isChecked) return undefined
  const missing = [reasons === 0 && '哪里没修好', !slot && '上门时段'].filter(Boolean)
  return missing.length > 0 ? `还有 ${missing.length} 处要填：${missing.join('、')}` : undefined
}
