import { View } from '@tarojs/components'
import { Card } from '@/components/card'
import { CheckMark } from '@/components/check'
import { Section } from '@/components/section'
import { Tap } from '@/components/tap'
import { Textarea } from '@/components/textarea'
import type { RepairDetail } from '@/entries/repair/words'
import { PartsList } from './parts-list'
import type { WorkForm } from './use-work-form'
import { WorkPhotos } from './work-photos'
import { finishChecks } from './words'
import { MAX_SUMMARY } from '../../../../cloudfunctions/repair/limits'

/** What the technician fills in on site (design 18). */
export function WorkReportForm({ order, form }: { order: RepairDetail; form: WorkForm }) {
  const { draft, change } = form
  const checks = finishChecks(order)
  const done = checks.filter(({ text }) => draft.checks.includes(text)).length
  const toggle = (text: string) =>
    change(old => ({
      checks: old.checks.includes(text) ? old.checks.filter(each => each !== text) : [...old.checks, text],
    }))
  return (
    <>
      <Section title="照片" extra="每边最多 9 张">
        <Card>
          <WorkPhotos
            before={form.before}
            after={form.after}
            onBefore={form.setBefore}
            onAfter={form.setAfter}
          />
        </Card>
      </Section>
      <Section title="用料" extra="没用就不填">
        <PartsList parts={draft.parts} onChange={parts => change({ parts })} />
      </Section>
      <Section title="完工检查" extra={`${done} / ${checks.length}`}>
        <Card kind="list">
          {checks.map(({ text }, index) => (
            <Tap
              key={text}
              className={`cell finish-check ${index === 0 ? 'cell--first' : ''}`}
              role="checkbox"
              checked={draft.checks.includes(text)}
              onTap={() => toggle(text)}
            >
              <CheckMark isOn={draft.checks.includes(text)} />
              <View className="cell__main tx">{text}</View>
            </Tap>
          ))}
        </Card>
      </Section>
      <Section title="处理说明">
        <Textarea
          label="处理说明"
          placeholder="例：软管接口老化，已换新，试水不漏"
          max={MAX_SUMMARY}
          value={draft.summary}
          error={form.finish.fields.summary}
          onChange={summary => change({ summary })}
        />
        <View className="cap tx-end mt-2">已存在手机，没网也不丢</View>
      </Section>
    </>
  )
}
