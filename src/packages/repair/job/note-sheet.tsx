import { useState } from 'react'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { photosWait, storedIds, type Photo } from '@/components/photo'
import { Photos } from '@/components/photos'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Textarea } from '@/components/textarea'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import { useDraft } from '@/lib/use-draft'
import type { ActProps } from './acts'
import { useKeptPhotos } from './use-kept-photos'
import { MAX_NOTE, MAX_PHOTOS } from '../../../../cloudfunctions/repair/limits'

interface NoteDraft {
  text: string
  photos: Photo[]
}

/** What is going on, for the resident to see at once (REQ-6). */
export function NoteSheet({ order, onClose, onChange }: ActProps) {
  const { draft, change, clear } = useDraft<NoteDraft>(`job-note.${order.id}`, { text: '', photos: [] })
  const [photos, setPhotos] = useKeptPhotos(draft.photos, kept => change({ photos: kept }))
  const [isChecked, setIsChecked] = useState(false)
  const text = draft.text.trim()
  const wait = photosWait(photos, '记下')
  const note = useStep(
    async () => {
      await call('repair', 'note', { id: order.id, text, photos: storedIds(photos) })
      clear()
    },
    { said: '进展已记下', refresh: onChange, close: onClose },
  )
  const go = () => {
    setIsChecked(true)
    return text && length(text) <= MAX_NOTE ? note.run() : undefined
  }
  return (
    <Sheet
      isOpen
      title="记一条进展"
      onClose={onClose}
      foot={
        <Button size="lg" isGrow className="note__go" isDisabled={Boolean(wait)} onTap={go}>
          记下进展
        </Button>
      }
      footNote={wait ?? '业主马上能看到'}
    >
      <Field
        isFirst
        label="进行到哪一步"
        error={isChecked && !text ? '还没写进展，请写一句' : note.fields.text}
      >
        <Textarea
          label="进展"
          placeholder="例：软管接口已拆开，缺一个密封圈"
          max={MAX_NOTE}
          value={draft.text}
          onChange={next => change({ text: next })}
        />
      </Field>
      <Field label="照片" extra="选填">
        <Photos max={MAX_PHOTOS} photos={photos} label="进展照片" onChange={setPhotos} />
      </Field>
      <Refusal error={note.error} shown={['text']} />
    </Sheet>
  )
}
