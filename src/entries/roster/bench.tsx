import { open } from '@/lib/navigation'
import type { Desk } from '../desk'
import type { BenchEntry } from '../types'

/** The way to the import of the roster; nothing at the desk of a technician. */
export function useRosterBench({ post, community, hasRole }: Desk): BenchEntry {
  const canImport = post !== 'technician' && community !== undefined && hasRole('desk', 'manager', 'admin')
  const importRoster = () => open('/packages/roster/import/index', { communityId: community?.id })
  return {
    domain: 'roster',
    refresh: () => Promise.resolve(),
    isLoading: false,
    tiles: canImport ? [{ text: '名册导入', icon: 'file-spreadsheet', onTap: importRoster }] : [],
  }
}
