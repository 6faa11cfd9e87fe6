import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { confirm } from '@/components/dialog'
import { IconButton } from '@/components/icon-button'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { goBack } from '@/lib/navigation'
import type { ReviewDetail } from '../components/review-words'

interface ReviewFootProps {
  review: ReviewDetail
  onChange: () => unknown
  onPhone: () => void
  onRefuse: () => void
}

export function ReviewFoot({ review, onChange, onPhone, onRefuse }: ReviewFootProps) {
  const approve = useStep(() => call('account', 'approve', { id: review.id }), {
    said: `已通过${review.name}的登记`,
    refresh: onChange,
  })
  const different = review.comparison.filter(({ verdict }) => verdict === 'different').length
  const go = async () => {
    const isSure =
      review.flags.length === 0 ||
      (await confirm({
        title: `${different ? `有 ${different} 项不一致` : '名册上没有这个人'}，仍要通过`,
        text: `通过后，${review.name}能看到 ${review.roomLabel} 的工单并代为报修。`,
        yes: '仍然通过',
        no: '再核对',
      }))
    if (isSure && (await approve.run())) goBack()
  }
  return (
    <BottomBar hint={hintOf(approve.error)} isHintDanger>
      <IconButton isSquare icon="phone" label="打电话给申请人" onTap={onPhone} />
      <Button kind="line" size="lg" isGrow className="review__refuse" onTap={onRefuse}>
        退回更正
      </Button>
      <Button size="lg" isGrow className="review__approve" onTap={go}>
        通过
      </Button>
    </BottomBar>
  )
}

/** A conflict has been told already and the page shows what is now. */
const hintOf = (error: ReturnType<typeof useStep>['error']): string | undefined =>
  error && error.code !== 'CONFLICT' && error.code !== 'WRONG_STATUS' ? error.message : undefined
