import { useAccountBench } from './account/bench'
import type { Desk } from './desk'
import { useRepairBench } from './repair/bench'
import { useRosterBench } from './roster/bench'
import type { BenchEntry } from './types'

/** Every domain's part of the workbench, in the order they are shown. */
export const useBenchEntries = (desk: Desk): BenchEntry[] => [
  useRepairBench(desk),
  useAccountBench(desk),
  useRosterBench(desk),
]
