import { View } from '@tarojs/components'
import { useState } from 'react'
import { BottomBar } from '@/components/bottom-bar'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Page } from '@/components/page'
import { Refusal } from '@/components/refusal'
import { Steps } from '@/components/steps'
import { CountTabs } from '@/components/tabs'
import { call } from '@/lib/call'
import { count } from '@/lib/format'
import { useAction } from '@/lib/use-action'
import { Lines } from './lines'
import { RefusedDownload } from './refused-download'
import { importable, STEP_NAMES, type Group, type RosterView } from './words'

const GROUPS: { value: Group; text: string; isDanger?: boolean }[] = [
  { value: 'added', text: '新增' },
  { value: 'changed', text: '有变更' },
  { value: 'refused', text: '不能导入', isDanger: true },
  { value: 'warned', text: '能导入，要留意' },
]

/** What needs a look stands open first. */
const firstGroup = ({ counts }: RosterView): Group =>
  (['refused', 'changed', 'warned', 'added'] as const).find(group => counts[group] > 0) ?? 'unchanged'

interface PreviewStepProps {
  roster: RosterView
  onChange: (roster: RosterView) => void
  onBack: () => void
}

/** What the import would do; nothing is written yet (design 17c). */
export function PreviewStep({ roster, onChange, onBack }: PreviewStepProps) {
  const [group, setGroup] = useState<Group>(() => firstGroup(roster))
  const { counts } = roster
  const start = useAction(async () => onChange(await call('roster', 'confirm', { id: roster.id })))
  const total = importable(roster)
  return (
    <Page
      title="名册导入"
      foot={
        <BottomBar hint={hintOf(roster)}>
          <Button kind="line" size="lg" onTap={onBack}>
            上一步
          </Button>
          <Button
            size="lg"
            isGrow
            className="roster__import"
            loadingText="正在开始"
            isDisabled={total === 0}
            onTap={start.run}
          >
            {`导入 ${count(total)} 行`}
          </Button>
        </BottomBar>
      }
    >
      <Card>
        <Steps names={STEP_NAMES} current={2} />
      </Card>
      <View className="mt-card roster-counts">
        <CountTabs
          tabs={GROUPS.map(tab => ({ ...tab, count: countOf(counts, tab.value) }))}
          value={group}
          onChange={setGroup}
        />
      </View>
      {counts.unchanged > 0 && (
        <View className="cap roster-unchanged">
          {`另有 ${count(counts.unchanged)} 行和现在的名册一样，不会改动`}
        </View>
      )}
      <Lines key={group} id={roster.id} group={group} />
      {group === 'refused' && counts.refused > 0 && <RefusedDownload roster={roster} />}
      <Refusal error={start.error} />
    </Page>
  )
}

const countOf = (counts: RosterView['counts'], group: Group): number => counts[group]

function hintOf({ counts }: RosterView): string {
  if (counts.added + counts.changed === 0) return '和现在的名册一样，导入不会改动任何内容'
  if (counts.refused === 0) return '全部能导入，点导入后才会写入'
  return `${count(counts.refused)} 行不导入，其余照常`
}
