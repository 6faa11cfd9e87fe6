import { defineAction } from '../../shared/call/action'
import { WorkbenchInput } from '../inputs'
import { countBoard, countDone, readJobs, readWatch } from '../store/lists'
import { deskOf } from '../store/desk'
import { deskBench, technicianBench } from '../present/workbench'

/** First screen of the staff tab: numbers, warnings, next job and first tasks in one call. */
export const workbench = defineAction({
  kind: 'read',
  permission: 'repair.staff',
  input: WorkbenchInput,
  async run({ input, caller, now }) {
    const { communityId } = input
    const { staff } = deskOf(caller, input)
    if (input.as === 'desk') {
      const [rows, counts] = await Promise.all([readWatch(communityId, now), countBoard(communityId, now)])
      return deskBench(rows, counts, now)
    }
    const [rows, doneToday] = await Promise.all([
      readJobs(communityId, staff._id),
      countDone(communityId, staff._id, now),
    ])
    return technicianBench(staff, rows, { doneToday, now })
  },
})
