import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { toastError } from '@/components/toast'
import { useStep } from '@/components/use-step'
import { call, toCallError } from '@/lib/call'
import { replace } from '@/lib/navigation'
import type { RepairDetail } from '@/entries/repair/words'
import { can, type SheetAct } from './acts'
import type { WorkForm } from './use-work-form'

interface FootProps {
  order: RepairDetail
  form: WorkForm
  onAct: (act: SheetAct) => void
  onChange: () => unknown
}

/** The one main button, by what the order says may be done now. */
export function JobFoot(props: FootProps) {
  const { order } = props
  if (order.viewer === 'household') {
    return (
      <BottomBar>
        <Button size="lg" isGrow onTap={() => replace('/packages/repair/detail/index', { id: order.id })}>
          按业主身份看
        </Button>
      </BottomBar>
    )
  }
  if (can(order, 'finish')) return <FinishFoot {...props} />
  if (can(order, 'accept') || can(order, 'arrive')) return <GoFoot {...props} />
  if (order.viewer === 'dispatcher') return <DeskFoot {...props} />
  return null
}

function GoFoot({ order, onAct }: FootProps) {
  const isNew = can(order, 'accept')
  return (
    <BottomBar>
      {isNew && can(order, 'handBack') && (
        <Button kind="line" size="lg" className="job__hand-back" onTap={() => onAct('handBack')}>
          转给同事
        </Button>
      )}
      {!isNew && can(order, 'proposeTime') && (
        <Button kind="line" size="lg" className="job__move" onTap={() => onAct('proposeTime')}>
          改约
        </Button>
      )}
      <Button
        size="lg"
        isGrow
        className={isNew ? 'job__accept' : 'job__arrive'}
        onTap={() => onAct(isNew ? 'accept' : 'arrive')}
      >
        {isNew ? '接单' : '到场签到'}
      </Button>
    </BottomBar>
  )
}

function FinishFoot({ order, form, onAct }: FootProps) {
  const { missing, finish } = form
  const hint = missing.length ? missingText(missing) : finish.error?.message
  return (
    <BottomBar hint={hint} isHintDanger={missing.length === 0}>
      {can(order, 'note') && (
        <Button kind="line" size="lg" className="job__note" onTap={() => onAct('note')}>
          记进展
        </Button>
      )}
      <Button
        size="lg"
        isGrow
        className="job__finish"
        isDisabled={missing.length > 0}
        onTap={() => finish.run()}
      >
        请业主验收
      </Button>
    </BottomBar>
  )
}

/** One line: the first three say enough. */
const missingText = (missing: string[]): string =>
  `还差 ${missing.length} 项：${missing.slice(0, 3).join('、')}${missing.length > 3 ? '等' : ''}`

function DeskFoot({ order, onAct, onChange }: FootProps) {
  const nudge = useStep(
    () =>
      call('repair', 'nudge', { id: order.id }).catch((error: unknown) => {
        toastError(toCallError(error).message)
        throw error
      }),
    { said: `已催办${order.technician}`, refresh: onChange },
  )
  const canAssign = can(order, 'assign')
  const canNudge = can(order, 'nudge')
  if (!canAssign && !canNudge && !can(order, 'cancel')) return null
  return (
    <BottomBar>
      {can(order, 'cancel') && (
        <Button
          kind="danger"
          size="lg"
          className="job__cancel"
          isGrow={!canAssign && !canNudge}
          onTap={() => onAct('cancel')}
        >
          取消
        </Button>
      )}
      {canAssign && (
        <Button
          kind={canNudge ? 'line' : 'primary'}
          size="lg"
          className="job__assign"
          isGrow={!canNudge}
          onTap={() => onAct('assign')}
        >
          {order.technician ? '改派' : '派单'}
        </Button>
      )}
      {canNudge && (
        <Button size="lg" isGrow className="job__nudge" onTap={nudge.run}>
          {`催办${order.technician ?? ''}`}
        </Button>
      )}
    </BottomBar>
  )
}
