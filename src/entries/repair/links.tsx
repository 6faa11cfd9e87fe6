import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { open } from '@/lib/navigation'

/** Under an inbox that has nothing yet. */
export const ReportButton = () => (
  <Button kind="soft" onTap={() => open('/packages/repair/form/index')}>
    去报修
  </Button>
)

/** On the page of a person. */
export const MyOrdersCell = () => (
  <Cell
    isFirst
    icon="wrench"
    title="我的工单"
    note="报修的进展、验收和评价"
    className="me-orders"
    onTap={() => open('/packages/repair/list/index')}
  />
)
