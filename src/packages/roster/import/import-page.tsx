import { useEffect, useState } from 'react'
import { Page } from '@/components/page'
import { read } from '@/lib/call'
import { usePullRefresh } from '@/lib/use-pull-refresh'
import { useQuery } from '@/lib/use-query'
import { MappingStep } from './mapping-step'
import { PreviewStep } from './preview-step'
import { RunStep } from './run-step'
import type { RosterView } from './words'

/** One import from its columns to its end; what comes next is said by its status. */
export function ImportPage({ id }: { id: string }) {
  const query = useQuery(`roster:${id}`, () => read('roster', 'detail', { id }))
  // answers of actions are newer than the last reading, until it is read again
  const [answered, setAnswered] = useState<RosterView>()
  const [isMapping, setIsMapping] = useState(false)
  useEffect(() => setAnswered(undefined), [query.data])
  usePullRefresh(query.refresh)

  const roster = answered ?? query.data
  if (!roster) return <Page title="名册导入" load={query} />
  const props = { roster, onChange: setAnswered }
  const previewed = (next: RosterView) => {
    setIsMapping(false)
    setAnswered(next)
  }
  const isOpen = roster.status === 'mapping' || (roster.status === 'previewed' && isMapping)
  if (isOpen) return <MappingStep roster={roster} onChange={previewed} />
  if (roster.status === 'previewed') return <PreviewStep {...props} onBack={() => setIsMapping(true)} />
  return <RunStep {...props} />
}
