import { View } from '@tarojs/components'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { CompareTable } from '@/components/compare-table'
import { Link } from '@/components/link'
import { Note } from '@/components/note'
import { Page } from '@/components/page'
import { Section } from '@/components/section'
import { StateHead } from '@/components/state-head'
import { Tag } from '@/components/tag'
import { read } from '@/lib/call'
import { dayTime } from '@/lib/format'
import { useNow } from '@/lib/use-now'
import { useParams } from '@/lib/use-params'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { RELATION_NAMES } from '../../../../cloudfunctions/shared/words'
import { useQuery } from '@/lib/use-query'
import { dueOf, type ReviewDetail } from '../components/review-words'
import { PhoneSheet } from './phone-sheet'
import { RefuseSheet } from './refuse-sheet'
import { ReviewFoot } from './review-foot'
import './index.scss'

type Open = 'phone' | 'refuse'

/** One application beside the roster (design 16b). */
export default function ReviewPage() {
  const { id = '' } = useParams()
  const review = useQuery(`review:${id}`, () => read('account', 'review', { id }))
  const [sheet, setSheet] = useState<Open>()
  const now = useNow(review.data?.now)
  usePullRefresh(review.refresh)
  const { data } = review
  const close = () => setSheet(undefined)
  const foot = data?.status === 'pending' && (
    <ReviewFoot
      review={data}
      onChange={review.refresh}
      onPhone={() => setSheet('phone')}
      onRefuse={() => setSheet('refuse')}
    />
  )
  return (
    <Page title="核对申请" load={review} foot={foot}>
      {data && (
        <>
          <Applicant review={data} now={now} />
          <Decided review={data} now={now} />
          <Comparison review={data} onReveal={() => setSheet('phone')} />
          {data.status === 'pending' && (
            <Note tone="brand" icon="lightbulb" className="mt-card">
              {data.advice}
            </Note>
          )}
          <Residents review={data} />
          <PhoneSheet review={data} isOpen={sheet === 'phone'} onClose={close} />
          {sheet === 'refuse' && <RefuseSheet review={data} onClose={close} onChange={review.refresh} />}
        </>
      )}
    </Page>
  )
}

interface PartProps {
  review: ReviewDetail
  now: number
}

function Applicant({ review, now }: PartProps) {
  const due = dueOf(review, now)
  return (
    <View className="row g-3 applicant">
      <Avatar name={review.name} />
      <View className="grow">
        <View className="row row--wrap g-2">
          <View className="t2">{review.name}</View>
          <Tag tone="brand">{RELATION_NAMES[review.relation]}</Tag>
        </View>
        <View className="cap">{`${dayTime(review.submittedAt, now)} 提交，第 ${review.attempt} 次申请`}</View>
      </View>
      {review.status === 'pending' && (
        <View className={`fix tx-end ${due.isUrgent ? 'c-danger' : 'ink-2'}`}>
          <View className="applicant__due">{due.name}</View>
          <View className="t3 strong">{due.text}</View>
        </View>
      )}
    </View>
  )
}

/** What has been decided already, by whom and why. */
function Decided({ review, now }: PartProps) {
  const { status, decision } = review
  if (status === 'pending' || !decision) return null
  const isApproved = status === 'approved'
  const reason = decision.reason ? `：${decision.reason}` : ''
  return (
    <StateHead
      icon={isApproved ? 'circle-check' : 'circle-alert'}
      tone={isApproved ? 'ok' : 'danger'}
      title={isApproved ? '已通过' : '已退回'}
      note={`${decision.by}，${dayTime(decision.at, now)}${reason}`}
    />
  )
}

function Comparison({ review, onReveal }: { review: ReviewDetail; onReveal: () => void }) {
  const compared = review.comparison.filter(({ verdict }) => verdict !== 'uncompared')
  const different = compared.filter(({ verdict }) => verdict === 'different').length
  const result = different ? `${different} 项不一致` : '都一致'
  return (
    <Card className="comparison">
      <View className="row row--between g-2">
        <View className="t3">和名册比对</View>
        <View className="cap">{`${compared.length} 项，${result}`}</View>
      </View>
      <View className="mt-3">
        <CompareTable rows={review.comparison} />
      </View>
      {review.isPhoneVerified && <View className="min">手机号由微信验证过</View>}
      <View className="row row--between g-2 comparison__foot">
        <View className="cap">看完整号码会留记录</View>
        <Link label="显示完整号码" isRow onTap={onReveal}>
          显示
        </Link>
      </View>
    </Card>
  )
}

function Residents({ review }: { review: ReviewDetail }) {
  return (
    <Section title="这套房现在的住户">
      <Card kind="list">
        {review.residents.length === 0 && (
          <View className="sub residents__none">名册和小程序里都还没有人</View>
        )}
        {review.residents.map((resident, index) => (
          <Cell
            key={`${resident.name}${index}`}
            isFirst={index === 0}
            title={resident.name}
            note={`${RELATION_NAMES[resident.relation]}，${resident.note}`}
          />
        ))}
      </Card>
    </Section>
  )
}
