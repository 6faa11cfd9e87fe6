import { View } from '@tarojs/components'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Button } from '@/components/button'
import { ErrorState } from '@/components/error-state'
import { ProgressBar } from '@/components/progress-bar'
import { RadioGroup, type RadioItem } from '@/components/radio'
import { Refusal } from '@/components/refusal'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { useStep } from '@/components/use-step'
import type { OutputOf } from '@/lib/api'
import { call, read } from '@/lib/call'
import { timeLeft } from '@/lib/format'
import { limitName, placeOf, URGENCY_TONES, type RepairRow } from './words'
import { URGENCY_NAMES } from '../../../cloudfunctions/repair/words'
import { useQuery } from '@/lib/use-query'
import './dispatch-sheet.scss'
import { MAX_LOAD } from '../../../cloudfunctions/repair/limits'

type Candidate = OutputOf<'repair', 'candidates'>[number]

interface DispatchSheetProps {
  order: RepairRow
  /** who has the order now: it cannot be given to the same person again */
  holderId?: string
  now: number
  onClose: () => void
  onChange: () => unknown
}

/** Who could take the order, best first, and why (REQ-3). */
export function DispatchSheet({ order, holderId, now, onClose, onChange }: DispatchSheetProps) {
  const candidates = useQuery(`candidates:${order.id}`, () => read('repair', 'candidates', { id: order.id }))
  const [chosenId, setChosenId] = useState<string>()
  const free = candidates.data?.filter(({ staffId }) => staffId !== holderId) ?? []
  const chosen =
    free.find(({ staffId }) => staffId === chosenId) ?? free.find(({ isSuggested }) => isSuggested)
  const assign = useStep((staffId: string) => call('repair', 'assign', { id: order.id, staffId }), {
    said: `已派给${chosen?.name}`,
    refresh: onChange,
    close: onClose,
  })
  const foot = (
    <Button
      size="lg"
      isGrow
      className="dispatch__go"
      isDisabled={!chosen}
      onTap={() => chosen && assign.run(chosen.staffId)}
    >
      {chosen ? `派给${chosen.name}` : '请选一位师傅'}
    </Button>
  )
  return (
    <Sheet isOpen title={holderId ? '改派' : '派单'} onClose={onClose} foot={free.length > 0 && foot}>
      <View className="inset">
        <View className="row g-2">
          <View className="t3 clip grow">{order.title}</View>
          <Tag tone={URGENCY_TONES[order.urgency]}>{URGENCY_NAMES[order.urgency]}</Tag>
        </View>
        <View className="row row--between g-2 cap mt-1">
          <View className="clip">{placeOf(order)}</View>
          <Limit order={order} now={now} />
        </View>
      </View>
      <View className="row row--between mt-5 dispatch__head">
        <View className="t3">{holderId ? '换给哪位师傅' : '建议师傅'}</View>
        <View className="cap">按技能、当班、在手单数</View>
      </View>
      {candidates.isLoading && <Skeleton count={2} />}
      {candidates.error && !candidates.data && (
        <ErrorState error={candidates.error} onRetry={candidates.refresh} />
      )}
      {candidates.data?.length === 0 && (
        <View className="sub dispatch__none">这个小区还没有师傅，请先让管理员加上</View>
      )}
      <RadioGroup
        label="师傅"
        items={(candidates.data ?? []).map(candidate => itemOf(candidate, candidate.staffId === holderId))}
        value={chosen?.staffId}
        onChange={setChosenId}
      />
      <Refusal error={assign.error} />
    </Sheet>
  )
}

function Limit({ order, now }: { order: RepairRow; now: number }) {
  if (!order.dueAt) return null
  const leftMs = Date.parse(order.dueAt) - now
  const left = `${limitName(order.status)} ${timeLeft(leftMs)}`
  const text = leftMs < 0 ? `已超时 ${timeLeft(leftMs)}` : left
  return <View className="c-danger medium fix">{text}</View>
}

const itemOf = (candidate: Candidate, isHolder: boolean): RadioItem => ({
  value: candidate.staffId,
  isDisabled: isHolder,
  lead: <Avatar size="s" name={candidate.name} />,
  title: (
    <View className="row row--wrap g-2">
      <View className="t3">{candidate.name}</View>
      {candidate.isSuggested && !isHolder && <Tag tone="brass">推荐</Tag>}
    </View>
  ),
  note: isHolder ? '现在就在他手上' : noteOf(candidate),
  extra: <Load load={candidate.load} />,
})

function noteOf(candidate: Candidate): string {
  if (candidate.isSuggested) return candidate.reason
  const facts = [
    candidate.title,
    !candidate.hasSkill && '没有这项技能',
    !candidate.isOnDuty && '不在班',
    candidate.isSameBuilding && '负责这栋',
    candidate.load >= MAX_LOAD && '今天排满',
  ]
  return facts.filter(Boolean).join('，')
}

function Load({ load }: { load: number }) {
  const tone = load >= MAX_LOAD ? 'danger' : load === MAX_LOAD - 1 ? 'warn' : undefined
  return (
    <View className="dispatch__load fix">
      <View className="row row--between min">
        <View>在手</View>
        <View>{`${load} / ${MAX_LOAD}`}</View>
      </View>
      <View className="mt-1">
        <ProgressBar isOnCard percent={(load / MAX_LOAD) * 100} tone={tone} />
      </View>
    </View>
  )
}
