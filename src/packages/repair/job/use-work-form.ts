import { isUploading, storedIds, type ChangePhotos, type Photo } from '@/components/photo'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import type { RepairDetail } from '@/entries/repair/words'
import { useDraft } from '@/lib/use-draft'
import { useKeptPhotos } from './use-kept-photos'
import { finishChecks } from './words'
import { MAX_SUMMARY } from '../../../../cloudfunctions/repair/limits'

export interface Part {
  name: string
  /** 0 is crossed out: not sent, and back with one tap */
  quantity: number
}

interface WorkDraft {
  before: Photo[]
  after: Photo[]
  parts: Part[]
  checks: string[]
  summary: string
}

const EMPTY: WorkDraft = { before: [], after: [], parts: [], checks: [], summary: '' }

export interface WorkForm {
  before: Photo[]
  after: Photo[]
  setBefore: ChangePhotos
  setAfter: ChangePhotos
  draft: WorkDraft
  change: (part: Partial<WorkDraft> | ((old: WorkDraft) => Partial<WorkDraft>)) => void
  /** short names of what is not there yet */
  missing: string[]
  finish: ReturnType<typeof useStep<[]>>
}

/** The report of one visit, kept on the phone until it is sent: cellars have no network. */
export function useWorkForm(order: RepairDetail, refresh: () => unknown): WorkForm {
  const { draft, change, clear } = useDraft<WorkDraft>(`job.${order.id}.${order.round}`, EMPTY)
  const [before, setBefore] = useKeptPhotos(draft.before, kept => change({ before: kept }))
  const [after, setAfter] = useKeptPhotos(draft.after, kept => change({ after: kept }))
  const finish = useStep(
    async () => {
      await call('repair', 'finish', {
        id: order.id,
        photosBefore: storedIds(before),
        photosAfter: storedIds(after),
        parts: draft.parts.filter(({ quantity }) => quantity > 0),
        checks: draft.checks,
        summary: draft.summary.trim(),
      })
      clear()
    },
    { said: '已请业主验收', refresh },
  )
  const missing = missingOf(order, draft, { before, after })
  return { before, after, setBefore, setAfter, draft, change, missing, finish }
}

function missingOf(order: RepairDetail, draft: WorkDraft, photos: Pick<WorkDraft, 'before' | 'after'>) {
  const { summary, checks } = draft
  const all = [...photos.before, ...photos.after]
  return [
    isUploading(all) && '照片还在上传',
    all.some(({ status }) => status === 'failed') && '有照片没传上',
    photos.after.length === 0 && '维修后照片',
    ...finishChecks(order).map(({ text, short }) => !checks.includes(text) && short),
    summary.trim() === '' && '处理说明',
    length(summary.trim()) > MAX_SUMMARY && '处理说明太长',
  ].filter(text => text !== false)
}
