import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Section } from '@/components/section'
import { SlaRow } from '@/components/sla-row'
import { useStep } from '@/components/use-step'
import { toastError } from '@/components/toast'
import { call, toCallError } from '@/lib/call'
import { open } from '@/lib/navigation'
import { limitName, type RepairRow } from './words'
import { warningNote } from './bench-words'

interface WarningsProps {
  rows: RepairRow[]
  now: number
  onDispatch: (row: RepairRow) => void
  onChange: () => void
}

const openJob = ({ id }: RepairRow) => open('/packages/repair/job/index', { id })

const FEW = 5

/** Orders close to their limit, least time first; on a bad day the rest waits behind a tap. */
export function Warnings({ rows, now, onDispatch, onChange }: WarningsProps) {
  const [isLong, setIsLong] = useState(false)
  const shown = isLong ? rows : rows.slice(0, FEW)
  return (
    <View id="warnings">
      <Section title="时限预警" extra={rows.length > 1 ? '按剩余时间排序' : undefined}>
        <Card kind="list">
          {rows.length === 0 && (
            <View className="row g-2 cap warnings__none">
              <Icon name="circle-check" size="s" className="c-ok" />
              没有快超时的工单
            </View>
          )}
          {shown.map((row, index) => (
            <SlaRow
              key={row.id}
              isFirst={index === 0}
              leftMs={row.dueAt ? Date.parse(row.dueAt) - now : 0}
              clockName={limitName(row.status)}
              title={row.title}
              note={warningNote(row)}
              onTap={() => openJob(row)}
              action={<Act row={row} now={now} onDispatch={onDispatch} onChange={onChange} />}
            />
          ))}
        </Card>
        {shown.length < rows.length && (
          <Button kind="text" isBlock className="warnings__more" onTap={() => setIsLong(true)}>
            {`看另外 ${rows.length - FEW} 张`}
          </Button>
        )}
      </Section>
    </View>
  )
}

interface ActProps extends Omit<WarningsProps, 'rows'> {
  row: RepairRow
}

/** The likeliest next thing; the function says whether it may be done. */
function Act({ row, now, onDispatch, onChange }: ActProps) {
  const nudge = useStep(
    () =>
      call('repair', 'nudge', { id: row.id }).catch((error: unknown) => {
        toastError(toCallError(error).message)
        throw error
      }),
    { said: `已催办${row.technician}`, refresh: onChange },
  )
  if (!row.technician) {
    return (
      <Button size="sm" className="warn-dispatch" label={`派单：${row.title}`} onTap={() => onDispatch(row)}>
        派单
      </Button>
    )
  }
  if (row.dueAt && Date.parse(row.dueAt) < now) {
    return (
      <Button
        size="sm"
        className="warn-nudge"
        label={`催办${row.technician}：${row.title}`}
        onTap={nudge.run}
      >
        催办
      </Button>
    )
  }
  return (
    <Button
      size="sm"
      kind="soft"
      className="warn-open"
      label={`看工单：${row.title}`}
      onTap={() => openJob(row)}
    >
      看工单
    </Button>
  )
}
