import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ChipSet } from '@/components/chip'
import { FieldError } from '@/components/field'
import { Refusal } from '@/components/refusal'
import { Section } from '@/components/section'
import { STAR_WORDS, Stars } from '@/components/stars'
import { Textarea } from '@/components/textarea'
import { useStep } from '@/components/use-step'
import { call } from '@/lib/call'
import { length } from '@/lib/format'
import { useDraft } from '@/lib/use-draft'
import { can, type ActProps } from './acts'
import { MAX_RATING_TEXT, RATING_TAGS, REWORK_DAYS } from '../../../../cloudfunctions/repair/limits'

type RatingTag = (typeof RATING_TAGS)[number]

/** 收费透明 comes with bills. */
const TAGS = RATING_TAGS.filter(tag => tag !== '收费透明')

interface RatingDraft {
  stars: number
  tags: RatingTag[]
  text: string
}

export function Rating(props: ActProps) {
  const { order } = props
  if (order.status === 'finished') return null
  if (!can(order, 'rate') && !order.rating && !can(order, 'requestRework')) return null
  return (
    <Section title={titleOf(order)}>
      <View id="rating">
        {order.rating ? <Given {...props} /> : can(order, 'rate') && <RatingForm {...props} />}
      </View>
      {can(order, 'requestRework') && <ReworkCard {...props} />}
    </Section>
  )
}

function titleOf({ rating, viewer }: ActProps['order']): string {
  if (!rating) return '评价这次服务'
  return viewer === 'household' ? '您的评价' : '业主评价'
}

function RatingForm({ order, onAct, onChange }: ActProps) {
  const { draft, change, clear } = useDraft<RatingDraft>(`rate.${order.id}.${order.round}`, {
    stars: 0,
    tags: [],
    text: '',
  })
  const [isChecked, setIsChecked] = useState(false)
  const { stars, tags, text } = draft
  const rate = useStep(
    async () => {
      const { offerRework } = await call('repair', 'rate', { id: order.id, stars, tags, text: text.trim() })
      clear()
      if (offerRework) onAct('requestRework')
    },
    { said: '评价已提交', refresh: onChange },
  )
  const go = () => {
    setIsChecked(true)
    return stars > 0 && length(text.trim()) <= MAX_RATING_TEXT ? rate.run() : undefined
  }
  return (
    <Card className="rating">
      <View className="row row--between row--wrap rating__stars">
        <Stars value={stars} onChange={value => change({ stars: value })} />
        <View className="t3 c-brass">{STAR_WORDS[stars]}</View>
      </View>
      <FieldError text={isChecked && stars === 0 ? '还没选几颗星，请点一颗' : undefined} />
      <View className="mt-2">
        <ChipSet
          label="哪里好"
          options={TAGS.map(tag => ({ value: tag, text: tag }))}
          value={tags}
          onChange={value => change({ tags: value })}
        />
      </View>
      <View className="mt-3">
        <Textarea
          label="评价"
          placeholder="选填，说说这次维修"
          max={MAX_RATING_TEXT}
          value={text}
          onChange={value => change({ text: value })}
          error={
            length(text.trim()) > MAX_RATING_TEXT ? `最多 ${MAX_RATING_TEXT} 个字，请删减一些` : undefined
          }
        />
      </View>
      <Refusal error={rate.error} />
      <Button isBlock className="mt-4 rating__go" onTap={go}>
        提交评价
      </Button>
    </Card>
  )
}

function Given({ order }: ActProps) {
  const { rating } = order
  if (!rating) return null
  return (
    <Card className="rating">
      <View className="row row--between">
        <Stars isSmall value={rating.stars} />
        <View className="t3 c-brass">{STAR_WORDS[rating.stars]}</View>
      </View>
      {rating.tags.length > 0 && <View className="sub mt-2">{rating.tags.join('、')}</View>}
      {rating.text && <View className="tx pre mt-2 order__text">{rating.text}</View>}
    </Card>
  )
}

const ReworkCard = ({ onAct }: ActProps) => (
  <Card isNext>
    <View className="row row--wrap g-3">
      <View className="grow">
        <View className="tx medium">没修好？</View>
        <View className="cap">{`完工 ${REWORK_DAYS} 天内可以返工`}</View>
      </View>
      <Button kind="line" icon="rotate-ccw" className="rating__rework" onTap={() => onAct('requestRework')}>
        申请返工
      </Button>
    </View>
  </Card>
)
