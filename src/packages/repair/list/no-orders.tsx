import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { open } from '@/lib/navigation'
import { useSession } from '@/lib/session'
import type { OwnerTab } from '../../../../cloudfunctions/repair/limits'
import { emptyText } from './tabs'

interface NoOrdersProps {
  tab: OwnerTab
  search: string
  onTab: (tab: OwnerTab) => void
  onClear: () => void
}

/** Design 14b: what is so, and the next step. */
export function NoOrders({ tab, search, onTab, onClear }: NoOrdersProps) {
  const { home } = useSession()
  if (!home) {
    return (
      <Card className="orders__none">
        <Empty title="还没绑定房屋" note="绑定后报修，进度在这里跟进">
          <Button kind="soft" onTap={() => open('/packages/account/register/index')}>
            绑定房屋
          </Button>
        </Empty>
      </Card>
    )
  }
  if (search) {
    return (
      <Card className="orders__none">
        <Empty title="没搜到工单" note={`单号、问题、姓名、房号、手机尾号都对不上“${search}”`}>
          <Button kind="soft" onTap={onClear}>
            清空搜索
          </Button>
        </Empty>
      </Card>
    )
  }
  return (
    <Card className="orders__none">
      <Empty title={emptyText(tab)} note="家里或公共区域有问题，报修后在这里跟进">
        {tab !== 'all' && (
          <Button kind="line" onTap={() => onTab('all')}>
            看全部
          </Button>
        )}
        <Button
          kind="soft"
          icon="wrench"
          className="orders__new"
          onTap={() => open('/packages/repair/form/index')}
        >
          报修
        </Button>
      </Empty>
    </Card>
  )
}
