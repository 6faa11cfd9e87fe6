import { useEffect, useState } from 'react'
import type { ChangePhotos, Photo } from '@/components/photo'
import { toast } from '@/components/toast'
import { askForMessage, prepareToAsk } from '@/lib/ask-messages'
import { call, type CallError } from '@/lib/call'
import { replace, scrollToField } from '@/lib/navigation'
import type { Home } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import { useDraft } from '@/lib/use-draft'
import { useKeptPhotos } from '../job/use-kept-photos'
import { emptyDraft, errorsOf, filledBy, reportOf, type Filled, type ReportDraft } from './draft'
import { FIELD_NAMES, type FieldErrors, type FieldName } from './words'

interface Person {
  home: Home
  now: number
  /** what a shorter form does not ask for */
  complete?: (draft: Filled, now: number) => Filled
}

export interface ReportForm {
  draft: Filled
  change: (part: Partial<ReportDraft>) => void
  photos: Photo[]
  setPhotos: ChangePhotos
  /** what to correct, once sending has been tried */
  errors: FieldErrors
  /** the first wrong field, to be focused */
  focus: FieldName | undefined
  /** 还有 2 处要填：上门时段、手机号 */
  hint: string | undefined
  error: CallError | undefined
  submit: () => Promise<unknown>
  isPending: boolean
}

const names = Object.keys(FIELD_NAMES) as FieldName[]

/** `wish.slot` of the function is the field `wish`. */
const serverErrors = (fields: Record<string, string>): FieldErrors =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name.split('.')[0], text]))

const firstOf = (errors: FieldErrors): FieldName | undefined => names.find(name => errors[name])

function hintOf(errors: FieldErrors): string | undefined {
  const wrong = names.filter(name => errors[name]).map(name => FIELD_NAMES[name])
  return wrong.length > 0 ? `还有 ${wrong.length} 处要填：${wrong.join('、')}` : undefined
}

/** Leads to the first wrong field, each time anew. */
function useFirstWrong(): [FieldName | undefined, (errors: FieldErrors) => void] {
  const [focus, setFocus] = useState<FieldName>()
  const point = (errors: FieldErrors) => {
    const first = firstOf(errors)
    setFocus(undefined)
    if (!first) return
    // once the sentences have taken their room
    setTimeout(() => {
      setFocus(first)
      scrollToField(`field-${first}`)
    }, 50)
  }
  return [focus, point]
}

/** The report while it is written: kept on the phone until it has arrived, checked when it is sent. */
export function useReportForm({ home, now, complete = draft => draft }: Person): ReportForm {
  const { draft: kept, change: keep, clear } = useDraft<ReportDraft>('repair', emptyDraft())
  const [photos, setPhotos] = useKeptPhotos(kept.photos, stored => keep({ photos: stored }))
  const [isChecked, setIsChecked] = useState(false)
  const [focus, pointTo] = useFirstWrong()
  useEffect(() => void prepareToAsk(), [])

  const sending = useAction(async (report: ReturnType<typeof reportOf>) => {
    // in the tap itself: WeChat does not open its question once a call has come back
    const asking = askForMessage('repair')
    const { id } = await call('repair', 'submit', report).catch((error: CallError) => {
      pointTo(serverErrors(error.fields))
      throw error
    })
    clear()
    toast('报修已提交')
    await asking
    replace('/packages/repair/detail/index', { id })
  })

  const draft = filledBy(kept, home, now)
  const whole = complete(draft, now)
  const wrong = errorsOf(whole, photos)
  const submit = async () => {
    setIsChecked(true)
    pointTo(wrong)
    if (!firstOf(wrong)) await sending.run(reportOf(whole, photos))
  }
  const change = (part: Partial<ReportDraft>) => {
    // what the function refused may be right now; it will look again
    if (sending.error) sending.reset()
    keep(part)
  }
  const errors = isChecked ? { ...serverErrors(sending.fields), ...wrong } : {}
  const { error, isPending } = sending
  const hint = hintOf(errors)
  return { draft, change, photos, setPhotos, errors, focus, hint, error, submit, isPending }
}
